package io.posterframe.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.posterframe.picture.Failure.RateLimited;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Token buckets by key, each filled evenly at its limit's rate. At most 100,000 are kept, those that are used most; one
 * that is forgotten begins anew, full. Safe on every thread; nothing is kept and nothing made while a limit is off.
 *
 * @param <K> of whom the requests are counted, with equals and hashCode
 */
final class Buckets<K> {
    private static final int MOST = 100_000;
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** A limit is part of the key, so that a changed one counts at once. */
    private record Key<K>(K of, Limit limit) {}

    private final Cache<Key<K>, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(Duration.ofHours(1))
            .build();
    private final String whose;
    private final TimeMeter clock;

    /** @param whose whose requests are counted, as it follows "too many requests" */
    Buckets(String whose, TimeMeter clock) {
        this.whose = whose;
        this.clock = clock;
    }

    /** Counts one request; present when it is one too many and so isn't counted. */
    Optional<RateLimited> take(K of, Limit limit) {
        if (!limit.isOn()) {
            return Optional.empty();
        }
        ConsumptionProbe probe = bucket(of, limit).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(refusal(limit, probe.getNanosToWaitForRefill()));
    }

    /** Whether a request would be one too many; counts nothing. */
    Optional<RateLimited> look(K of, Limit limit) {
        Bucket bucket = limit.isOn() ? buckets.getIfPresent(new Key<>(of, limit)) : null;
        return bucket == null || bucket.getAvailableTokens() > 0
                ? Optional.empty()
                : Optional.of(refusal(limit, bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill()));
    }

    /** Takes back a {@link #take} that was granted. */
    void giveBack(K of, Limit limit) {
        Bucket bucket = limit.isOn() ? buckets.getIfPresent(new Key<>(of, limit)) : null;
        if (bucket != null) {
            bucket.addTokens(1);
        }
    }

    /** How many are kept. */
    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket bucket(K of, Limit limit) {
        return buckets.get(new Key<>(of, limit), key -> Bucket.builder()
                .addLimit(bandwidth -> bandwidth
                        .capacity(limit.capacity())
                        .refillGreedy(limit.requestsPerSecond(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(clock)
                .build());
    }

    private RateLimited refusal(Limit limit, long waitNanos) {
        long seconds = Math.max(1, (waitNanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND);
        return new RateLimited(whose, limit.capacity(), (int) Math.min(seconds, Integer.MAX_VALUE));
    }
}
