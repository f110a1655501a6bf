package io.posterframe.dialect.frames;

import com.github.benmanes.caffeine.cache.Ticker;
import io.posterframe.access.Caller;
import io.posterframe.cache.Bytes;
import io.posterframe.cache.CachedPicture;
import io.posterframe.catalog.LookupCache;
import io.posterframe.catalog.LookupConfig;
import io.posterframe.catalog.Partner;
import io.posterframe.catalog.Partners;
import io.posterframe.delivery.Delivered;
import io.posterframe.delivery.Outcome;
import io.posterframe.dialect.Answer;
import io.posterframe.dialect.Exchange;
import io.posterframe.dialect.Keeping;
import io.posterframe.dialect.Metering;
import io.posterframe.job.FrameImages;
import io.posterframe.job.FrameJob;
import io.posterframe.job.FrameJobs;
import io.posterframe.job.JobApi;
import io.posterframe.job.JobFrame;
import io.posterframe.picture.Failure;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.PictureException;
import io.posterframe.purge.Tags;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The images of frames, under the URLs that answers tell. Safe on every thread; never blocks. */
final class FramePictures {
    private static final String JSON = "application/json";
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
    private static final Pattern FILE = Pattern.compile("(0|[1-9][0-9]{0,8})\\.jpg");

    /** What is deleted or changed elsewhere counts here after twice the first time, while the database answers. */
    private static final LookupConfig MEMORY =
            new LookupConfig(10_000, Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMinutes(1));

    /** Of a frame whose job still runs: it starts over when its file changes meanwhile. */
    private static final Duration PASSING = Duration.ofSeconds(10);

    private final FrameImages images;
    private final LookupCache<FrameJob> jobs;
    private final LookupCache<JobFrame> frames;
    private final Partners partners;
    private final Metering metering;
    private final InstantSource clock;

    FramePictures(FrameJobs jobs, Partners partners, Metering metering, InstantSource clock) {
        images = jobs.images();
        this.jobs = new LookupCache<>(MEMORY, Ticker.systemTicker(), jobs::find);
        frames = new LookupCache<>(MEMORY, Ticker.systemTicker(), this::row);
        this.partners = partners;
        this.metering = metering;
        this.clock = clock;
    }

    private Future<Optional<JobFrame>> row(String key) {
        int slash = key.indexOf('/');
        return images.find(key.substring(0, slash), Integer.parseInt(key.substring(slash + 1)));
    }

    /** To be called when an extraction was deleted, whose images are gone at once then. */
    void forget(String id) {
        jobs.invalidate(List.of(id));
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
        if (!ID.matcher(id).matches() || !FILE.matcher(file).matches()) {
            return Future.failedFuture(ApiException.noFrame(file));
        }
        return jobs.find(id).compose(found -> {
            FrameJob job = found.filter(this::isTold).orElseThrow(() -> ApiException.noFrame(file));
            return partners.partner(job.order().partnerId())
                    .compose(owner -> {
                        checkOwner(owner);
                        return frames.find(id + "/" + file.substring(0, file.indexOf('.')));
                    })
                    .compose(there -> image(job, there, file));
        });
    }

    private static void checkOwner(Optional<Partner> owner) {
        if (owner.isPresent() && owner.get().status() == Partner.Status.BLOCKED) {
            throw new PictureException(new Failure.PartnerBlocked());
        }
    }

    private boolean isTold(FrameJob job) {
        return job.order().api() == JobApi.FRAMES
                && job.order().thumbnails()
                && clock.instant().isBefore(job.validUntil());
    }

    private Future<Answer> image(FrameJob job, Optional<JobFrame> there, String file) {
        JobFrame frame = there.orElseThrow(() -> ApiException.noFrame(file));
        return images.recent(frame).map(bytes -> picture(job, frame, bytes));
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
                Bytes.wrap(bytes));
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
