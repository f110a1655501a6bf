package io.posterframe.job;

import io.posterframe.job.FrameJob.Callback;
import io.posterframe.job.FrameJob.Callback.State;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the ends of jobs: at least once, until the answer is a success, with growing pauses. Its threads are those of
 * {@link JobQueue}, and block; one receiver that hangs gets a part of them only.
 */
final class CallbackRunner implements JobQueue.Runner {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackRunner.class);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int LONGEST_ANSWER = 300;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long STEP_MILLIS = 200;

    private final FrameLedger ledger;
    private final JobConfig config;
    private final CallbackPost post;
    private final JobMetrics metrics;
    private final InstantSource clock;
    private final Map<JobApi, CallbackForm> forms = new ConcurrentHashMap<>();
    private final Receivers receivers = new Receivers();

    CallbackRunner(FrameLedger ledger, JobConfig config, CallbackPost post, JobMetrics metrics, InstantSource clock) {
        this.ledger = ledger;
        this.config = config;
        this.post = post;
        this.metrics = metrics;
        this.clock = clock;
    }

    void add(JobApi api, CallbackForm form) {
        forms.put(api, form);
    }

    @Override
    public @Nullable Instant run(String jobId, BooleanSupplier stopping) {
        Optional<FrameJob> found =
                ledger.find(jobId).filter(job -> job.callback().state() == State.DUE);
        if (found.isEmpty()) {
            return null;
        }
        FrameJob job = found.get();
        URI url = job.order().callback();
        CallbackForm form = forms.get(job.order().api());
        if (url == null || form == null) {
            return null;
        }
        String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
        Duration busy = receivers.enter(host);
        if (busy != null) {
            return clock.instant().plus(jittered(busy));
        }
        try {
            Attempt attempt = tell(job, url, form, stopping);
            // as if it had not been tried: whoever is next tries again at once
            return attempt == null ? clock.instant() : told(job, attempt);
        } catch (InterruptedException e) {
            // the server ends; the mark is not set again, as H2 loses its file when a marked thread uses it
            return clock.instant();
        } finally {
            receivers.leave(host);
        }
    }

    /**
     * What one attempt came to.
     *
     * @param answer for the person who looks into it
     */
    private record Attempt(boolean success, String answer) {}

    /** Null when the server ends meanwhile. */
    private @Nullable Attempt tell(FrameJob job, URI url, CallbackForm form, BooleanSupplier stopping)
            throws InterruptedException {
        byte[] body;
        try {
            body = form.body(job);
        } catch (RuntimeException e) {
            LOG.error("the end of job {} can't be put into words", job.id(), e);
            return new Attempt(false, "a fault of the server");
        }
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "application/json");
        form.secret(job).ifPresent(secret -> headers.put(CallbackSignature.HEADER, CallbackSignature.of(body, secret)));
        CompletableFuture<Integer> answer =
                post.post(url, headers, Buffer.buffer(body)).toCompletionStage().toCompletableFuture();
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PATIENCE_NANOS) {
            Attempt attempt = answered(answer);
            if (attempt != null) {
                return attempt;
            }
            if (stopping.getAsBoolean()) {
                return null;
            }
        }
        return new Attempt(false, "no answer in time");
    }

    /** Null when there is no answer within a moment. */
    private static @Nullable Attempt answered(CompletableFuture<Integer> answer) throws InterruptedException {
        try {
            int status = answer.get(STEP_MILLIS, TimeUnit.MILLISECONDS);
            return new Attempt(status / 100 == 2, "status " + status);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return new Attempt(
                    false, cause instanceof PictureException known ? why(known.failure()) : String.valueOf(cause));
        } catch (TimeoutException e) {
            return null;
        }
    }

    private static String why(Failure failure) {
        return failure instanceof Failure.OriginRefused
                ? "the address may not be asked: " + failure.detail()
                : failure.message() + ": " + failure.detail();
    }

    private @Nullable Instant told(FrameJob job, Attempt attempt) {
        int attempts = job.callback().attempts() + 1;
        Instant now = clock.instant();
        Instant ended = job.finishedAt() == null ? now : job.finishedAt();
        Instant again = attempt.success ? null : now.plus(jittered(pause(attempts)));
        boolean givenUp = again != null && again.isAfter(ended.plus(config.callbackRetryFor()));
        State state = attempt.success ? State.DELIVERED : givenUp ? State.GIVEN_UP : State.DUE;
        String answer = attempt.answer.substring(0, Math.min(LONGEST_ANSWER, attempt.answer.length()));
        ledger.called(job.id(), new Callback(state, attempts, answer));
        metrics.callbackTried(
                switch (state) {
                    case DELIVERED -> JobMetrics.CallbackEnd.DELIVERED;
                    case GIVEN_UP -> JobMetrics.CallbackEnd.GIVEN_UP;
                    default -> JobMetrics.CallbackEnd.FAILED;
                });
        if (!attempt.success) {
            LOG.info(
                    "job {}: callback {} was not taken: {}{}", job.id(), attempts, answer, givenUp ? "; given up" : "");
        }
        return givenUp ? null : again;
    }

    private Duration pause(int attempts) {
        Duration pause = config.callbackRetryAfter().multipliedBy(1L << Math.min(attempts - 1, 20));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** From three quarters of it to five: not all that failed together is tried again together. */
    private static Duration jittered(Duration pause) {
        return pause.multipliedBy(ThreadLocalRandom.current().nextInt(75, 126)).dividedBy(100);
    }
}
