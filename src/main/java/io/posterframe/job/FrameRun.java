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
import java.util.concurrent.CompletableFuture;
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
    private static final int NO_ROOM_SECONDS = 60;

    private final Workshop workshop;
    private final BooleanSupplier stopping;
    private final FrameJob begun;
    private volatile int done;
    private volatile int expected;
    private long bytes;
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
        FrameOrder order = begun.order();
        JobMedia.Video video = await(workshop.media().ofEntry(order.partnerId(), order.entryId(), order.maxWidth()));
        if (video == null) {
            return false;
        }
        long count = order.count(video.info().durationMicros());
        workshop.config().check(count);
        FrameJob job = workshop.ledger().measured(begun, video.version(), (int) count);
        // what an earlier run wrote and could not note any more
        workshop.archive().keepOnly(job.id(), workshop.ledger().bundles(job.id()));
        done = job.done();
        bytes = job.bytes();
        expected = (int) count;
        log(job, done == 0 ? "begun" : "gone on with");
        FrameWriter writer = new FrameWriter(job, workshop.archive(), workshop.ledger());
        while (done < expected && !stopping.getAsBoolean()) {
            if (workshop.ledger().bytes() >= workshop.config().maxTotalBytes()) {
                throw new PictureException(new Failure.Overloaded(NO_ROOM_SECONDS));
            }
            pass(job, video, writer);
        }
        log(job, done < expected ? "paused" : "done");
        return done >= expected;
    }

    /** One call to a worker; ends when it has, and all that came of it is safe. */
    private void pass(FrameJob job, JobMedia.Video video, FrameWriter writer) throws IOException, InterruptedException {
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
        try {
            while (!pass.future().isComplete() || !writer.isDrained()) {
                note(job, writer.step(STEP_MILLIS));
                checkTime();
                if (stopping.getAsBoolean()) {
                    pass.cancel();
                }
            }
            note(job, writer.flush());
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
    }

    /** Pictures may keep a job from its turn for as long as there are some. */
    private void checkTime() {
        if (workshop.ledger().isTooOld(begun)) {
            throw new PictureException(new Failure.TimedOut("job"));
        }
    }

    private static Geometry geometry(FrameJob job, JobMedia.Video video) {
        int most = job.order().maxWidth();
        return JobMedia.geometry(most >= video.info().width() ? 0 : most);
    }

    private void note(FrameJob job, @Nullable Written written) {
        if (written == null) {
            return;
        }
        done += written.frames();
        bytes += written.bytes();
        workshop.metrics().framesKept(written.frames(), written.bytes());
        long most = workshop.config().maxBytes();
        if (bytes > most) {
            throw new PictureException(new Failure.BadParameter(
                    "max_width", "its frames take more than the " + most + " bytes that a job may have"));
        }
        if (System.nanoTime() - logged > LOG_NANOS) {
            log(job, "going on");
        }
    }

    private void log(FrameJob job, String how) {
        logged = System.nanoTime();
        LOG.info("job {} of entry {} {}: {} of {} frames", job.id(), job.order().entryId(), how, done, expected);
    }

    /** What a future ends with; null when the server ends before. */
    private <T> @Nullable T await(Future<T> future) throws InterruptedException {
        CompletableFuture<T> end = future.toCompletionStage().toCompletableFuture();
        while (!stopping.getAsBoolean()) {
            checkTime();
            try {
                return end.get(STEP_MILLIS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
            } catch (TimeoutException e) {
                // not yet
            }
        }
        return null;
    }
}
