package io.posterframe.dialect.tasks;

import io.posterframe.asset.Asset;
import io.posterframe.cache.Body;
import io.posterframe.cache.Bytes;
import io.posterframe.cache.CachedPicture;
import io.posterframe.cache.FileRegion;
import io.posterframe.delivery.Delivered;
import io.posterframe.delivery.Outcome;
import io.posterframe.dialect.Answer;
import io.posterframe.dialect.Keeping;
import io.posterframe.job.FrameJob;
import io.posterframe.job.JobFrame;
import io.posterframe.upload.UploadedFile;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** What is kept and never changes, as an answer that browsers save and no cache keeps. */
final class Saved {
    private Saved() {}

    /** The file of a video, which the answer owns. */
    static Answer.Picture video(Asset asset, UploadedFile file) {
        return answer(
                asset.contentType(),
                asset.uploadId(),
                asset.createdAt(),
                asset.width(),
                asset.height(),
                new FileRegion(file.channel(), 0, file.bytes()),
                asset.fileName().isEmpty() ? asset.entryId() : asset.fileName());
    }

    /** @param image direct, and not written to any more */
    static Answer.Picture image(FrameJob job, JobFrame frame, ByteBuffer image, String fileName) {
        Instant ended = job.finishedAt();
        return answer(
                "image/jpeg",
                job.frameId(frame.number()).toString(),
                ended == null ? job.updatedAt() : ended,
                frame.width(),
                frame.height(),
                Bytes.wrap(image),
                fileName);
    }

    private static Answer.Picture answer(
            String contentType, String version, Instant modified, int width, int height, Body body, String fileName) {
        long millis = modified.toEpochMilli();
        CachedPicture picture = new CachedPicture(
                version, contentType, '"' + version + '"', millis, millis, version, version, width, height, body);
        Delivered delivered = new Delivered(picture, Outcome.DISK, millis, Long.MAX_VALUE);
        return new Answer.Picture(delivered, fileName, true, false, List.of(), null, Keeping.NONE);
    }
}
