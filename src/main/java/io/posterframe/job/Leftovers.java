package io.posterframe.job;

import io.posterframe.archive.Archive;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the frames of jobs that were deleted, jobs that have expired, and frames that no job knows, one after the other on
 * a thread of its own.
 */
final class Leftovers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final int BATCH = 100;

    /** Of a place that no server reaches any more. */
    private static final Duration NOBODYS = Duration.ofDays(1);

    /** A bundle is written before its job's row knows of it. */
    private static final Duration UNKNOWN = Duration.ofHours(1);

    private final FrameLedger ledger;
    private final Archive archive;
    private final InstantSource clock;
    private final WorkerExecutor worker;

    /** Held while the database is asked: the thread must not be interrupted then, as H2 would lose its file. */
    private final ReentrantLock atWork = new ReentrantLock();

    private volatile boolean closed;

    Leftovers(Vertx vertx, FrameLedger ledger, Archive archive, InstantSource clock) {
        this.ledger = ledger;
        this.archive = archive;
        this.clock = clock;
        this.worker = vertx.createSharedWorkerExecutor("posterframe-leftovers", 1);
    }

    /** Removes what is left of a job that was deleted. Never blocks; what fails is found by {@link #remove}. */
    void removeFrames(String jobId) {
        worker.executeBlocking(() -> {
                    archive.delete(jobId);
                    return jobId;
                })
                .onFailure(cause ->
                        LOG.warn("frames of the deleted job {} are left for now: {}", jobId, cause.toString()));
    }

    /** Removes the rest. Never blocks. */
    Future<Void> remove() {
        return worker.<Void>executeBlocking(() -> {
                    atWork.lock();
                    try {
                        removeAll();
                    } finally {
                        atWork.unlock();
                    }
                    return null;
                })
                .onFailure(cause -> LOG.warn("jobs that expired were not removed: {}", cause.toString()));
    }

    private void removeAll() throws IOException {
        removeExpired(clock.instant());
        removeUnreachable(clock.instant().minus(NOBODYS));
        Instant old = clock.instant().minus(UNKNOWN);
        archive.forEachJob((job, newest) -> {
            if (!closed && newest.isBefore(old) && ledger.find(job).isEmpty()) {
                archive.delete(job);
            }
        });
    }

    private void removeExpired(Instant then) throws IOException {
        int removed = 0;
        List<FrameJob> some = expired(then, archive.place());
        while (!some.isEmpty()) {
            for (FrameJob job : some) {
                // the row goes first: frames without one are found above
                ledger.delete(job.id());
                archive.delete(job.id());
            }
            removed += some.size();
            some = expired(then, archive.place());
        }
        if (removed > 0) {
            LOG.info("{} jobs that expired have been removed", removed);
        }
    }

    private void removeUnreachable(Instant then) {
        List<FrameJob> some = expired(then, null);
        while (!some.isEmpty()) {
            some.forEach(job -> ledger.delete(job.id()));
            some = expired(then, null);
        }
    }

    /** None any more once this is closed. */
    private List<FrameJob> expired(Instant then, @Nullable String place) {
        return closed ? List.of() : ledger.expired(then, place, BATCH);
    }

    /** Comes to a rest. Blocks for a moment. */
    @Override
    public void close() {
        closed = true;
        atWork.lock();
        try {
            worker.close();
        } finally {
            atWork.unlock();
        }
    }
}
