package io.posterframe.job;

import io.posterframe.database.Database;
import io.posterframe.job.FrameJob.Callback;
import io.posterframe.job.FrameJob.Status;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What the database knows of jobs. Each method is one transaction and blocks; those that write for whoever works on a job
 * fail with {@link Superseded} when another has begun it since, or it was deleted.
 */
final class FrameLedger {
    private static final long FIRST_COLLECTION = 100_000_000_000_000_000L;
    private static final long BEHIND_LAST_COLLECTION = 10 * FIRST_COLLECTION;
    private static final int RETRY_SECONDS = 60;

    private final Database database;
    private final JobConfig config;
    private final JobQueue queue;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    FrameLedger(Database database, JobConfig config, JobQueue queue, InstantSource clock) {
        this.database = database;
        this.config = config;
        this.queue = queue;
        this.clock = clock;
    }

    /** Who works on a job has no right to it any more. */
    static final class Superseded extends RuntimeException {
        Superseded() {
            super("another works on the job, or it was deleted", null, false, false);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * The job of an order, with what has to run for it. One that is the same as an earlier one has its job, unless that
     * failed. Fails with Overloaded when there are too many.
     *
     * @param sourceVersion of the video as it is now
     */
    FrameJob create(Handle handle, FrameOrder order, String sourceVersion, boolean shared) {
        String key = shared ? order.key(sourceVersion) : null;
        if (key != null) {
            Optional<FrameJob> same = FrameJobsTable.ofOrder(handle, order, key);
            if (same.isPresent()
                    && same.get().status() != Status.FAILED
                    && now().isBefore(same.get().validUntil())) {
                return same.get();
            }
            same.ifPresent(old -> FrameJobsTable.delete(handle, old.id()));
        }
        if (FrameJobsTable.unfinished(handle) >= config.maxWaiting()
                || FrameJobsTable.unfinished(handle, order.partnerId()) >= config.maxWaitingOfAccount()
                || FrameJobsTable.bytes(handle) >= config.maxTotalBytes()) {
            throw new PictureException(new Failure.Overloaded(RETRY_SECONDS));
        }
        Instant now = now();
        Callback.State told = order.callback() == null ? Callback.State.NONE : Callback.State.DUE;
        FrameJob job = new FrameJob(
                UUID.randomUUID().toString(),
                order,
                random.nextLong(FIRST_COLLECTION, BEHIND_LAST_COLLECTION),
                Status.PENDING,
                OptionalInt.empty(),
                0,
                0,
                0,
                null,
                null,
                null,
                0,
                now,
                now,
                null,
                now.plus(config.maxAge()).plus(config.keepFor()),
                new Callback(told, 0, ""));
        FrameJobsTable.insert(handle, job, key);
        queue.schedule(handle, job.id(), now);
        return job;
    }

    /** The job as it stands, unless it has expired. */
    Optional<FrameJob> valid(Optional<FrameJob> job) {
        return job.filter(known -> now().isBefore(known.validUntil()));
    }

    /**
     * Begins or goes on with a job: from now on nobody else may write for it. Frames that are kept in another place can't be
     * reached, so it starts over then. Empty when it has ended or is gone.
     */
    Optional<FrameJob> begin(String id, String place) {
        return database.now(handle -> {
            Optional<FrameJob> known =
                    FrameJobsTable.lock(handle, id).filter(job -> !job.status().ended());
            if (known.isEmpty()) {
                return known;
            }
            String before = known.get().place();
            if (before != null && !before.equals(place)) {
                JobFramesTable.deleteAll(handle, id);
                FrameJobsTable.startOver(handle, id);
            }
            FrameJobsTable.begin(handle, id, place, now());
            return FrameJobsTable.find(handle, id);
        });
    }

    /** Notes what the video is like now; a job with frames of another version of it starts over. */
    FrameJob measured(FrameJob job, String sourceVersion, int expected) {
        return database.now(handle -> {
            held(FrameJobsTable.measured(handle, job, sourceVersion, expected));
            if (job.sourceVersion() != null && !job.sourceVersion().equals(sourceVersion)) {
                JobFramesTable.deleteAll(handle, job.id());
                FrameJobsTable.startOver(handle, job.id());
            }
            return FrameJobsTable.find(handle, job.id()).orElseThrow(Superseded::new);
        });
    }

    /** Notes frames, which are safe in the archive. */
    void add(FrameJob job, List<JobFrame> frames) {
        long bytes = frames.stream().mapToLong(JobFrame::bytes).sum();
        int done = frames.get(frames.size() - 1).number() + 1;
        database.now(handle -> {
            held(FrameJobsTable.progressed(handle, job, done, bytes, now()));
            JobFramesTable.insert(handle, frames);
            return done;
        });
    }

    /** Notes a try that failed. */
    void setBack(FrameJob job) {
        database.now(handle -> {
            held(FrameJobsTable.setBack(handle, job, now()));
            return job;
        });
    }

    /**
     * Ends a job, and has that told to whom it may concern. A failed one has no frames any more.
     *
     * @param failure null for a good end
     */
    void end(FrameJob job, @Nullable String failure) {
        database.now(handle -> {
            Instant now = now();
            held(FrameJobsTable.end(handle, job, failure, now, now.plus(config.keepFor())));
            if (failure != null) {
                JobFramesTable.deleteAll(handle, job.id());
                FrameJobsTable.startOver(handle, job.id());
            }
            if (job.order().callback() != null) {
                queue.scheduleCallback(handle, job.id(), now);
            }
            return job;
        });
    }

    private static void held(boolean written) {
        if (!written) {
            throw new Superseded();
        }
    }

    Optional<FrameJob> find(String id) {
        return database.now(handle -> FrameJobsTable.find(handle, id));
    }

    Set<String> bundles(String id) {
        return database.now(handle -> JobFramesTable.bundles(handle, id));
    }

    void called(String id, Callback callback) {
        database.now(handle -> {
            FrameJobsTable.called(handle, id, callback);
            return id;
        });
    }

    boolean delete(String id) {
        return database.now(handle -> FrameJobsTable.delete(handle, id));
    }

    /**
     * Some jobs that had expired then.
     *
     * @param place whose frames are there, or that have none; null for all
     */
    List<FrameJob> expired(Instant then, @Nullable String place, int limit) {
        return database.now(handle -> FrameJobsTable.expired(handle, then, place, limit));
    }

    /** Whether a job can be given up: it has taken too long. */
    boolean isTooOld(FrameJob job) {
        return now().isAfter(job.createdAt().plus(config.maxAge()));
    }

    /** Bytes that the frames of all jobs take. */
    long bytes() {
        return database.now(FrameJobsTable::bytes);
    }
}
