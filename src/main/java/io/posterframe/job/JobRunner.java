package io.posterframe.job;

import io.posterframe.job.FrameLedger.Superseded;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this server does with a job that is its turn: works on it, and decides what becomes of it when that fails. Its
 * threads are those of {@link JobQueue}, and block.
 */
final class JobRunner implements JobQueue.Runner {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final int MOST_SETBACKS = 30;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Workshop workshop;
    private final FrameLedger ledger;
    private final InstantSource clock;
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    JobRunner(Workshop workshop, InstantSource clock) {
        this.workshop = workshop;
        this.ledger = workshop.ledger();
        this.clock = clock;
    }

    /** A job at work here, and whether it is wanted no more. */
    private record Running(FrameRun run, AtomicBoolean unwanted) {}

    /** Frames that are safe of the jobs at work here. */
    int done() {
        return runs().stream().mapToInt(FrameRun::done).sum();
    }

    /** Frames that these jobs will have. */
    int expected() {
        return runs().stream().mapToInt(FrameRun::expected).sum();
    }

    /** How many jobs are at work here. */
    int running() {
        return running.size();
    }

    private Collection<FrameRun> runs() {
        return running.values().stream().map(Running::run).toList();
    }

    /** Brings a job to rest if it is at work here; its frames are removed when it has come to that. */
    void abandon(String jobId) {
        Running known = running.get(jobId);
        if (known != null) {
            known.unwanted.set(true);
        }
    }

    @Override
    public @Nullable Instant run(String jobId, BooleanSupplier stopping) {
        Optional<FrameJob> begun = ledger.begin(jobId, workshop.archive().place());
        if (begun.isEmpty()) {
            return null;
        }
        FrameJob job = begun.get();
        workshop.metrics().jobBegun();
        AtomicBoolean unwanted = new AtomicBoolean();
        FrameRun run = new FrameRun(job, workshop, () -> unwanted.get() || stopping.getAsBoolean());
        running.put(jobId, new Running(run, unwanted));
        try {
            return run(job, run);
        } catch (Superseded e) {
            clear(job);
            return null;
        } finally {
            running.remove(jobId);
        }
    }

    private @Nullable Instant run(FrameJob job, FrameRun run) {
        try {
            if (ledger.isTooOld(job)) {
                throw new PictureException(new Failure.TimedOut("job"));
            }
            if (!run.work()) {
                // deleted, or the server ends: whoever is next finds out
                return ledger.find(job.id()).isEmpty() ? removed(job) : clock.instant();
            }
            ledger.end(job, null);
            workshop.metrics().jobEnded(JobMetrics.JobEnd.COMPLETED);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return clock.instant();
        } catch (IOException e) {
            LOG.warn("job {}: frames can't be kept: {}", job.id(), e.toString());
            return failed(job, new Failure.Internal(e.toString()), true);
        } catch (PictureException e) {
            return failed(job, e.failure(), passes(job, e.failure()));
        }
    }

    /** A file that a client has sent to another server is there. */
    private static boolean passes(FrameJob job, Failure failure) {
        return failure.passing()
                || failure instanceof Failure.SourceChanged
                || failure instanceof Failure.SourceMissing && job.setbacks() < MOST_SETBACKS;
    }

    private @Nullable Instant failed(FrameJob job, Failure failure, boolean passes) {
        FrameJob now = ledger.find(job.id()).orElseThrow(Superseded::new);
        if (passes && !ledger.isTooOld(job) && now.setbacks() < MOST_SETBACKS) {
            ledger.setBack(job);
            Duration pause = pause(now.setbacks());
            LOG.info("job {}: {} ({}); trying again in {}", job.id(), failure.message(), failure.detail(), pause);
            return clock.instant().plus(pause);
        }
        LOG.warn("job {} has failed: {} ({})", job.id(), failure.message(), failure.detail());
        ledger.end(job, failure.message());
        workshop.metrics().jobEnded(JobMetrics.JobEnd.FAILED);
        return null;
    }

    private static Duration pause(int setbacks) {
        Duration pause = Duration.ofSeconds(1L << Math.min(setbacks, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private @Nullable Instant removed(FrameJob job) {
        clear(job);
        return null;
    }

    /** A job that was deleted leaves nothing behind, also not what was written meanwhile. */
    private void clear(FrameJob job) {
        try {
            if (ledger.find(job.id()).isEmpty()) {
                workshop.archive().delete(job.id());
            }
        } catch (IOException e) {
            LOG.warn("frames of the deleted job {} are left to the next clean-up: {}", job.id(), e.toString());
        }
    }
}
