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
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All jobs. A job is in the database before anybody is told of it, and what a row says of frames is safe in the archive, so
 * whenever a process ends another goes on where it stood. Safe on every thread; never blocks but where it says so. The
 * futures fail with a PictureException.
 */
public final class FrameJobs implements JobRegister, Changes, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrameJobs.class);

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
    private final FrameImages images;
    private final JobBacklog backlog;
    private final InstantSource clock = InstantSource.system();
    private final long cleaning;

    private FrameJobs(Site site) throws IOException {
        vertx = site.vertx();
        database = site.database();
        config = site.config();
        archive = site.archive();
        media = site.media();
        metrics = site.metrics();
        queue = new JobQueue(database, config, NodeName.of(site.data()));
        ledger = new FrameLedger(database, config, queue, clock);
        runner = new JobRunner(
                new Workshop(media, site.pool(), site.pictures(), archive, ledger, config, metrics), clock);
        callbacks = new CallbackRunner(ledger, config, site.post(), metrics, clock);
        leftovers = new Leftovers(vertx, ledger, archive, clock);
        images = new FrameImages(vertx, database, archive);
        backlog = new JobBacklog(vertx, database, clock);
        cleaning = vertx.setPeriodic(CLEAN_EVERY_MILLIS, id -> leftovers.remove());
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
        leftovers.remove();
    }

    /** What they have made. */
    public FrameImages images() {
        return images;
    }

    /** What waits, here or for another server. */
    public JobBacklog backlog() {
        return backlog;
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
        if (order.endMicros().orElse(0) > durationMicros + FrameOrder.TOLERANCE_MICROS) {
            throw new PictureException(
                    new Failure.BadParameter("end_time_seconds", "the video ends at " + durationMicros / 1e6 + " s"));
        }
        config.check(order.count(durationMicros));
    }

    @Override
    public Future<Optional<FrameJob>> find(String id) {
        // the second is how one of the APIs writes it
        String uuid = id.matches("[0-9a-f]{32}") ? id.replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-") : id;
        return uuid.matches("[0-9a-f-]{36}")
                ? database.transact(handle -> ledger.valid(FrameJobsTable.find(handle, uuid)))
                : Future.succeededFuture(Optional.empty());
    }

    /** The job whose frames are called by a number, unless it has expired. */
    public Future<Optional<FrameJob>> ofCollection(long collection) {
        return database.transact(handle -> ledger.valid(FrameJobsTable.ofCollection(handle, collection)));
    }

    /** An API's jobs of an entry, the newest first. */
    public Future<JobPage> ofEntry(JobApi api, String partnerId, String entryId, int limit, long offset) {
        return database.transact(
                handle -> FrameJobsTable.ofEntry(handle, api, partnerId, entryId, clock.instant(), limit, offset));
    }

    @Override
    public Future<List<FrameJob>> after(Optional<String> partnerId, String id, int limit) {
        return database.transact(handle -> FrameJobsTable.after(handle, partnerId, id, limit));
    }

    @Override
    public Future<Boolean> delete(FrameJob job) {
        return database.transact(handle -> FrameJobsTable.delete(handle, job.id()))
                .onSuccess(there -> {
                    if (there) {
                        forget(job);
                    }
                });
    }

    /** What becomes of a job whose row is gone. */
    private void forget(FrameJob job) {
        LOG.info("job {} of entry {} deleted: {} frames", job.id(), job.order().entryId(), job.done());
        if (!job.status().ended()) {
            metrics.jobEnded(JobMetrics.JobEnd.DELETED);
        }
        runner.abandon(job.id());
        leftovers.removeFrames(job.id());
    }

    /** Deletes the jobs of an entry. */
    public Future<Void> deleteOf(String entryId) {
        return forgetAll(database.transact(handle -> FrameJobsTable.deleteOf(handle, List.of(entryId))));
    }

    private Future<Void> forgetAll(Future<List<FrameJob>> deleted) {
        return deleted.onSuccess(jobs -> jobs.forEach(this::forget)).mapEmpty();
    }

    /** Those that were deleted take their jobs with them. */
    @Override
    public void entries(Collection<String> ids) {
        List<String> left = List.copyOf(ids);
        while (!left.isEmpty()) {
            List<String> some = left.subList(0, Math.min(MOST_IDS, left.size()));
            forgetAll(database.transact(handle -> FrameJobsTable.deleteOfDeleted(handle, some)))
                    .onFailure(cause -> LOG.warn("jobs of deleted entries were not removed: {}", cause.toString()));
            left = left.subList(some.size(), left.size());
        }
    }

    /** An account that has entries can't be deleted. */
    @Override
    public void everything() {}

    /** Lets what runs come to a rest. Blocks. */
    @Override
    public void close() {
        vertx.cancelTimer(cleaning);
        backlog.close();
        queue.close();
        leftovers.close();
        images.close();
    }
}
