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
    private static final Duration AFTER_DEATHS = Duration.ofMinutes(6);

    /** Until the server that has a file may take the job. */
    private static final Duration ELSEWHERE = Duration.ofSeconds(2);

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
        Running here = new Running(run, unwanted);
        running.put(jobId, here);
        try {
            return run(job, run);
        } catch (Superseded e) {
            clear(job);
            return null;
        } finally {
            running.remove(jobId, here);
        }
    }

    private @Nullable Instant run(FrameJob job, FrameRun run) {
        Failure failure;
        try {
            if (!run.work()) {
                // deleted, or the server ends: whoever is next finds out
                return ledger.find(job.id()).isEmpty() ? removed(job) : clock.instant();
            }
            ledger.end(job, null);
            workshop.metrics().jobEnded(JobMetrics.JobEnd.COMPLETED);
            return null;
        } catch (Superseded e) {
            throw e;
        } catch (InterruptedException e) {
            // the server ends; the mark is not set again, as H2 loses its file when a marked thread uses it
            return clock.instant();
        } catch (IOException e) {
            LOG.warn("job {}: frames can't be kept: {}", job.id(), e.toString());
            failure = new Failure.OriginFailed(e.toString(), true);
        } catch (PictureException e) {
            failure = e.failure();
        } catch (RuntimeException e) {
            LOG.error("job {} failed in a way that it should not", job.id(), e);
            failure = new Failure.OriginFailed(e.toString(), true);
        }
        // see above
        Thread.interrupted();
        return failed(job, failure);
    }

    private @Nullable Instant failed(FrameJob job, Failure failure) {
        FrameJob now = ledger.find(job.id()).orElseThrow(Superseded::new);
        Duration pause = ledger.isTooOld(job) ? null : pause(now, failure);
        if (pause == null) {
            LOG.warn("job {} has failed: {} ({})", job.id(), failure.message(), failure.detail());
            ledger.end(job, failure.message());
            workshop.metrics().jobEnded(JobMetrics.JobEnd.FAILED);
            archiveWithout(job);
            return null;
        }
        if (failure instanceof Failure.NoSuchUpload) {
            // no setback: each server but one says so
            LOG.debug("job {}: its file is on another server", job.id());
            return clock.instant().plus(pause);
        }
        ledger.setBack(job);
        LOG.info("job {}: {} ({}); trying again in {}", job.id(), failure.message(), failure.detail(), pause);
        return clock.instant().plus(pause);
    }

    /** After how long a job is to be tried again; null for never. */
    private static @Nullable Duration pause(FrameJob job, Failure failure) {
        if (failure instanceof Failure.NoSuchUpload) {
            return ELSEWHERE;
        }
        if (failure instanceof Failure.WorkerDied) {
            // perhaps over a picture of the video, and refused for a while; but a video that kills gets no more tries
            return job.done() > 0 && job.setbacks() == 0 ? AFTER_DEATHS : null;
        }
        boolean passes = failure.passing()
                || failure instanceof Failure.SourceChanged
                || failure instanceof Failure.SourceMissing;
        return passes && job.setbacks() < MOST_SETBACKS ? pause(job.setbacks()) : null;
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
        if (ledger.find(job.id()).isEmpty()) {
            archiveWithout(job);
        }
    }

    private void archiveWithout(FrameJob job) {
        try {
            workshop.archive().delete(job.id());
        } catch (IOException e) {
            LOG.warn("frames of job {} are left to the next clean-up: {}", job.id(), e.toString());
        }
    }
}
