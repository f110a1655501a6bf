package io.posterframe.job;

import io.posterframe.job.FrameWriter.Written;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.PictureException;
import io.posterframe.render.PassEnd;
import io.posterframe.render.PassJob;
import io.posterframe.render.Render;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server's work on one job, from where it stood to its end or to where it has to stop. On a thread of its own, which
 * blocks.
 */
final class FrameRun {
    private static final Logger LOG = LoggerFactory.getLogger(FrameRun.class);
    private static final long STEP_MILLIS = 100;
    private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PROBE_MINUTES = 11;

    private final Workshop workshop;
    private final BooleanSupplier stopping;
    private final FrameJob begun;
    private volatile int done;
    private volatile int expected;
    private long logged = System.nanoTime();

    /** @param stopping whether it should come to a rest */
    FrameRun(FrameJob begun, Workshop workshop, BooleanSupplier stopping) {
        this.begun = begun;
        this.workshop = workshop;
        this.stopping = stopping;
        this.done = begun.done();
        this.expected = begun.expected().orElse(0);
    }

    /** How many frames are safe. */
    int done() {
        return done;
    }

    /** How many there will be; 0 for unknown. */
    int expected() {
        return expected;
    }

    /**
     * Cuts the frames that are missing.
     *
     * @return whether all are there now; else it has come to a rest
     * @throws PictureException when there is no such frame, or something else of a picture's failures
     * @throws IOException      when frames can't be kept
     */
    boolean work() throws IOException, InterruptedException {
        JobMedia.Video video = await(workshop.media()
                .ofEntry(
                        begun.order().partnerId(),
                        begun.order().entryId(),
                        begun.order().maxWidth()));
        long count = begun.order().count(video.info().durationMicros());
        if (count == 0) {
            throw failed("start_time_seconds", "the video ends before the first frame's time");
        }
        if (count > workshop.config().maxFrames()) {
            throw failed(
                    "frames_per_second",
                    "that makes " + count + " frames, and a job may have "
                            + workshop.config().maxFrames());
        }
        FrameJob job = workshop.ledger().measured(begun, video.version(), (int) count);
        // what an earlier run wrote and could not note any more
        workshop.archive().keepOnly(job.id(), workshop.ledger().bundles(job.id()));
        done = job.done();
        expected = (int) count;
        log(job, "begun");
        FrameWriter writer = new FrameWriter(job, workshop.archive(), workshop.ledger());
        long bytes = job.bytes();
        while (done < expected && !stopping.getAsBoolean()) {
            bytes += pass(job, video, writer);
            if (bytes > workshop.config().maxBytes()) {
                throw failed(
                        "max_width",
                        "its frames take more than the " + workshop.config().maxBytes() + " bytes that a job may have");
            }
        }
        log(job, done < expected ? "paused" : "done");
        return done >= expected;
    }

    static PictureException failed(String parameter, String message) {
        return new PictureException(new Failure.BadParameter(parameter, message));
    }

    /** One call to a worker; ends when it has, and all that came of it is safe. */
    private long pass(FrameJob job, JobMedia.Video video, FrameWriter writer) throws IOException, InterruptedException {
        int first = writer.done();
        int frames = Math.min(PassJob.MOST_FRAMES, expected - first);
        List<Long> times = IntStream.range(first, first + frames)
                .mapToObj(job.order()::micros)
                .toList();
        Render<PassEnd> pass = workshop.pool()
                .submit(new PassJob(
                        video.source(),
                        times,
                        geometry(job, video),
                        new Encoding(ImageFormat.JPEG, workshop.config().quality(), 0),
                        workshop.limits(),
                        writer));
        long bytes = 0;
        try {
            while (!pass.future().isComplete() || !writer.isDrained()) {
                bytes += noted(job, writer.step(STEP_MILLIS));
                if (stopping.getAsBoolean()) {
                    pass.cancel();
                }
            }
            bytes += noted(job, writer.flush());
        } finally {
            pass.cancel();
        }
        if (pass.future().failed() && !stopping.getAsBoolean()) {
            Throwable cause = pass.future().cause();
            if (cause instanceof PictureException known && known.failure() instanceof Failure.SourceChanged) {
                workshop.media().invalidate(video.source());
            }
            throw cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
        }
        return bytes;
    }

    private static Geometry geometry(FrameJob job, JobMedia.Video video) {
        int most = job.order().maxWidth();
        return JobMedia.geometry(most >= video.info().width() ? 0 : most);
    }

    private long noted(FrameJob job, @Nullable Written written) {
        if (written == null) {
            return 0;
        }
        done += written.frames();
        workshop.metrics().framesKept(written.frames(), written.bytes());
        if (System.nanoTime() - logged > LOG_NANOS) {
            log(job, "going on");
        }
        return written.bytes();
    }

    private void log(FrameJob job, String how) {
        logged = System.nanoTime();
        LOG.info("job {} of entry {} {}: {} of {} frames", job.id(), job.order().entryId(), how, done, expected);
    }

    private static <T> T await(Future<T> future) throws InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PROBE_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new PictureException(new Failure.TimedOut("origin"));
        }
    }
}
