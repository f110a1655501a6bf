package io.posterframe.job;

import io.posterframe.archive.Archive;
import io.posterframe.database.Database;
import io.posterframe.database.NodeName;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import io.posterframe.render.RenderPool;
import io.posterframe.store.Changes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All jobs. A job is in the database before anybody is told of it, and what a row says of frames is safe in the archive, so
 * whenever a process ends another goes on where it stood. Safe on every thread; never blocks but where it says so. The
 * futures fail with a PictureException.
 */
public final class FrameJobs implements JobRegister, Changes, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrameJobs.class);
    private static final int WORKERS = 8;
    private static final int MOST_WAITING = 512;
    private static final int RETRY_SECONDS = 5;

    /** More are not looked for together: a database binds no more than some thousands of values. */
    private static final int MOST_IDS = 1000;

    private static final long CLEAN_EVERY_MILLIS = 600_000;

    private final Vertx vertx;
    private final Database database;
    private final JobConfig config;
    private final Archive archive;
    private final JobMedia media;
    private final JobMetrics metrics;
    private final JobQueue queue;
    private final FrameLedger ledger;
    private final JobRunner runner;
    private final CallbackRunner callbacks;
    private final Leftovers leftovers;
    private final WorkerExecutor workers;
    private final AtomicInteger waiting = new AtomicInteger();
    private final long cleaning;

    private FrameJobs(Site site) throws IOException {
        vertx = site.vertx();
        database = site.database();
        config = site.config();
        archive = site.archive();
        media = site.media();
        metrics = site.metrics();
        InstantSource clock = InstantSource.system();
        queue = new JobQueue(database, config, NodeName.of(site.data()));
        ledger = new FrameLedger(database, config, queue, clock);
        runner = new JobRunner(
                new Workshop(media, site.pool(), site.pictures(), archive, ledger, config, metrics), clock);
        callbacks = new CallbackRunner(ledger, config, site.post(), metrics, clock);
        leftovers = new Leftovers(ledger, archive, clock);
        workers = vertx.createSharedWorkerExecutor("posterframe-frames", WORKERS);
        cleaning = vertx.setPeriodic(CLEAN_EVERY_MILLIS, id -> clean());
    }

    /**
     * All that jobs are made of.
     *
     * @param data the server's data folder, which it alone has
     * @param post sends callbacks
     */
    public record Site(
            Vertx vertx,
            JobConfig config,
            PictureConfig pictures,
            Database database,
            Path data,
            Archive archive,
            JobMedia media,
            RenderPool pool,
            CallbackPost post,
            JobMetrics metrics) {}

    /** Blocks for a moment. Nothing runs before {@link #start}. */
    public static FrameJobs open(Site site) throws IOException {
        return new FrameJobs(site);
    }

    /** To be called before {@link #start}. */
    public void tellBy(JobApi api, CallbackForm form) {
        callbacks.add(api, form);
    }

    /** Begins to work on what is there. Blocks for a moment. */
    public void start() {
        queue.start(runner, callbacks);
        clean();
    }

    public JobConfig config() {
        return config;
    }

    /** How many jobs are at work here. */
    public int running() {
        return runner.running();
    }

    /** Frames that are safe of the jobs at work here. */
    public int done() {
        return runner.done();
    }

    /** Frames that these jobs will have. */
    public int expected() {
        return runner.expected();
    }

    /**
     * The job of an order. Two orders that are the same, of one version of a video, share a job unless it failed.
     *
     * @return fails with BadParameter for a time behind the video's end ({@code end_time_seconds} and the like) or too many
     *     frames, Overloaded, or what {@link JobMedia#ofEntry} fails with
     */
    public Future<FrameJob> create(FrameOrder order, boolean shared) {
        return media.ofEntry(order.partnerId(), order.entryId(), order.maxWidth())
                .compose(video -> {
                    check(order, video.info().durationMicros());
                    return insert(order, video, shared)
                            // another was a moment earlier with the same, which is there now
                            .recover(cause -> Database.isConflict(cause)
                                    ? insert(order, video, shared)
                                    : Future.failedFuture(cause));
                })
                .onSuccess(job -> queue.wake());
    }

    private Future<FrameJob> insert(FrameOrder order, JobMedia.Video video, boolean shared) {
        return database.transact(handle -> ledger.create(handle, order, video.version(), shared));
    }

    private void check(FrameOrder order, long durationMicros) {
        long count = order.count(durationMicros);
        if (count == 0) {
            throw FrameRun.failed("start_time_seconds", "the video ends before");
        }
        if (order.endMicros().orElse(0) > durationMicros) {
            throw FrameRun.failed("end_time_seconds", "the video ends before");
        }
        if (count > config.maxFrames()) {
            throw FrameRun.failed(
                    "frames_per_second", "that makes " + count + " frames, and a job may have " + config.maxFrames());
        }
    }

    @Override
    public Future<Optional<FrameJob>> find(String id) {
        return id.matches("[0-9a-f-]{36}")
                ? database.transact(handle -> ledger.valid(FrameJobsTable.find(handle, id)))
                : Future.succeededFuture(Optional.empty());
    }

    /** The job whose frames are called by a number, unless it has expired. */
    public Future<Optional<FrameJob>> ofCollection(long collection) {
        return database.transact(handle -> ledger.valid(FrameJobsTable.ofCollection(handle, collection)));
    }

    /** An API's jobs of an entry, the newest first. */
    public Future<JobPage> ofEntry(JobApi api, String partnerId, String entryId, int limit, long offset) {
        return database.transact(handle -> FrameJobsTable.ofEntry(handle, api, partnerId, entryId, limit, offset));
    }

    @Override
    public Future<List<FrameJob>> after(Optional<String> partnerId, String id, int limit) {
        return database.transact(handle -> FrameJobsTable.after(handle, partnerId, id, limit));
    }

    /** Some of a job's frames, from a number on. */
    public Future<List<JobFrame>> frames(String jobId, int first, int limit) {
        return database.transact(handle -> JobFramesTable.from(handle, jobId, first, limit));
    }

    /** The frame of a number. */
    public Future<Optional<JobFrame>> frame(String jobId, int number) {
        return database.transact(handle -> JobFramesTable.find(handle, jobId, number));
    }

    /** The image of a frame. Fails with SourceMissing where it is kept in a place that this server does not reach. */
    public Future<ByteBuffer> image(JobFrame frame) {
        return images(frame, frame);
    }

    /**
     * The images of frames that follow each other in one bundle, in one piece.
     *
     * @param last of the same bundle as the first
     */
    public Future<ByteBuffer> images(JobFrame first, JobFrame last) {
        return blocking(() -> read(first, last));
    }

    private ByteBuffer read(JobFrame first, JobFrame last) throws IOException {
        int length = last.offset() + last.bytes() - first.offset();
        return archive.read(first.jobId(), first.bundle(), first.offset(), length);
    }

    /** All frames of a job that is completed, as a zip. To be called on the event loop that reads it. */
    public FrameZip zip(FrameJob job) {
        return new FrameZip(job, new FrameZip.Frames() {
            @Override
            public Future<List<JobFrame>> page(int first, int limit) {
                return frames(job.id(), first, limit);
            }

            @Override
            public Future<Buffer> read(JobFrame first, JobFrame last, Function<ByteBuffer, Buffer> making) {
                return blocking(() -> making.apply(FrameJobs.this.read(first, last)));
            }
        });
    }

    @Override
    public Future<Boolean> delete(FrameJob job) {
        return database.transact(handle -> FrameJobsTable.delete(handle, job.id()))
                .compose(there -> {
                    if (there && !job.status().ended()) {
                        metrics.jobEnded(JobMetrics.JobEnd.DELETED);
                    }
                    runner.abandon(job.id());
                    return there
                            ? blocking(() -> {
                                        archive.delete(job.id());
                                        return true;
                                    })
                                    .otherwise(true)
                            : Future.succeededFuture(false);
                });
    }

    /** Deletes the jobs of an entry. */
    public Future<Void> deleteOf(String entryId) {
        return database.transact(handle -> FrameJobsTable.ofEntries(handle, List.of(entryId)))
                .compose(this::deleteAll);
    }

    private Future<Void> deleteAll(List<FrameJob> jobs) {
        return Future.join(jobs.stream().map(this::delete).toList()).mapEmpty();
    }

    /** Those that were deleted take their jobs with them. */
    @Override
    public void entries(Collection<String> ids) {
        List<String> left = List.copyOf(ids);
        while (!left.isEmpty()) {
            List<String> some = left.subList(0, Math.min(MOST_IDS, left.size()));
            database.transact(handle -> FrameJobsTable.ofDeleted(handle, some))
                    .compose(this::deleteAll)
                    .onFailure(cause -> LOG.warn("jobs of deleted entries were not removed: {}", cause.toString()));
            left = left.subList(some.size(), left.size());
        }
    }

    /** An account that has entries can't be deleted. */
    @Override
    public void everything() {}

    private void clean() {
        workers.executeBlocking(
                        () -> {
                            leftovers.remove();
                            return null;
                        },
                        true)
                .onFailure(cause -> LOG.warn("jobs that expired were not removed: {}", cause.toString()));
    }

    private <T> Future<T> blocking(Callable<T> work) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(new PictureException(new Failure.Overloaded(RETRY_SECONDS)));
        }
        return workers.executeBlocking(work, false)
                .onComplete(done -> waiting.decrementAndGet())
                .recover(cause -> Future.failedFuture(translated(cause)));
    }

    private static Throwable translated(Throwable cause) {
        if (cause instanceof NoSuchFileException) {
            return new PictureException(new Failure.SourceMissing("a frame's bundle: " + cause.getMessage()));
        }
        if (cause instanceof IOException) {
            LOG.warn("frames can't be read: {}", cause.toString());
            return new PictureException(new Failure.OriginFailed("frames can't be read: " + cause, true));
        }
        return cause;
    }

    /** Lets what runs come to a rest. Blocks. */
    @Override
    public void close() {
        vertx.cancelTimer(cleaning);
        queue.close();
        workers.close();
    }
}
