package io.posterframe.dialect.frames;

import io.posterframe.access.Caller;
import io.posterframe.cache.Bytes;
import io.posterframe.cache.CachedPicture;
import io.posterframe.catalog.Partner;
import io.posterframe.catalog.Partners;
import io.posterframe.delivery.Delivered;
import io.posterframe.delivery.Outcome;
import io.posterframe.dialect.Answer;
import io.posterframe.dialect.Exchange;
import io.posterframe.dialect.Keeping;
import io.posterframe.dialect.Metering;
import io.posterframe.dialect.Tags;
import io.posterframe.job.FrameJob;
import io.posterframe.job.FrameJobs;
import io.posterframe.job.JobApi;
import io.posterframe.job.JobFrame;
import io.posterframe.picture.Failure;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The images of frames, under the URLs that answers tell. Safe on every thread; never blocks. */
final class FramePictures {
    private static final String JSON = "application/json";
    private static final String FILE = "(0|[1-9][0-9]{0,8})\\.jpg";

    /** Of a frame whose job still runs: it starts over when its file changes meanwhile. */
    private static final Duration PASSING = Duration.ofSeconds(10);

    private final FrameJobs jobs;
    private final Partners partners;
    private final Metering metering;
    private final InstantSource clock;

    FramePictures(FrameJobs jobs, Partners partners, Metering metering, InstantSource clock) {
        this.jobs = jobs;
        this.partners = partners;
        this.metering = metering;
        this.clock = clock;
    }

    /** The path of a frame's image. */
    static String path(FrameJob job, int number) {
        return "/frames/" + job.id() + "/" + number + ".jpg";
    }

    /**
     * Answers a request for an image.
     *
     * @param id   of an extraction, any text
     * @param file the last part of the path, any text
     */
    Exchange answer(String id, String file, Caller caller) {
        try {
            metering.begin(caller);
        } catch (PictureException e) {
            return Exchange.done(refusal(e, caller));
        }
        Future<Answer> answer = find(id, file).otherwise(cause -> refusal(cause, caller));
        return new Exchange(answer, () -> {});
    }

    private Future<Answer> find(String id, String file) {
        if (!file.matches(FILE)) {
            return Future.failedFuture(ApiException.noFrame(file));
        }
        int number = Integer.parseInt(file.substring(0, file.indexOf('.')));
        return jobs.find(id).compose(found -> {
            FrameJob job = found.filter(FramePictures::isTold).orElseThrow(() -> ApiException.noFrame(file));
            return partners.partner(job.order().partnerId())
                    .compose(owner -> {
                        checkOwner(owner);
                        return jobs.images().find(id, number);
                    })
                    .compose(there -> image(job, there, file));
        });
    }

    private static void checkOwner(Optional<Partner> owner) {
        if (owner.isPresent() && owner.get().status() == Partner.Status.BLOCKED) {
            throw new PictureException(new Failure.PartnerBlocked());
        }
    }

    private static boolean isTold(FrameJob job) {
        return job.order().api() == JobApi.FRAMES && job.order().thumbnails();
    }

    private Future<Answer> image(FrameJob job, Optional<JobFrame> there, String file) {
        JobFrame frame = there.orElseThrow(() -> ApiException.noFrame(file));
        return jobs.images().image(frame).map(bytes -> picture(job, frame, bytes));
    }

    private Answer picture(FrameJob job, JobFrame frame, ByteBuffer bytes) {
        long until = job.validUntil().toEpochMilli();
        long made = job.updatedAt().toEpochMilli();
        CachedPicture picture = new CachedPicture(
                job.id() + "/" + frame.number(),
                ImageFormat.JPEG.contentType(),
                etag(frame),
                made,
                made,
                job.id(),
                "",
                frame.width(),
                frame.height(),
                Bytes.wrap(direct(bytes)));
        boolean settled = job.status() == FrameJob.Status.COMPLETED;
        Duration left = Duration.ofMillis(Math.max(0, until - clock.millis()));
        return new Answer.Picture(
                new Delivered(picture, Outcome.DISK, clock.millis(), until),
                null,
                settled,
                List.of(
                        Tags.entry(job.order().entryId()),
                        Tags.partner(job.order().partnerId())),
                null,
                new Keeping(true, settled ? left : PASSING, until));
    }

    private static ByteBuffer direct(ByteBuffer bytes) {
        return bytes.isDirect()
                ? bytes
                : ByteBuffer.allocateDirect(bytes.remaining()).put(bytes).flip();
    }

    private Answer refusal(Throwable cause, Caller caller) {
        ApiException known = ApiException.of(cause);
        metering.refused(caller, known.failure());
        Reply reply = known.reply();
        return new Answer.Refusal(reply.status(), JSON, Map.of(), reply.json(), known.failure(), false, false);
    }

    /** A number of a job has another image only if the job started over. */
    private static String etag(JobFrame frame) {
        return '"' + frame.jobId() + '-' + frame.number() + '-' + Long.toHexString(frame.crc()) + '"';
    }
}
