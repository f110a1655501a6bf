package io.posterframe.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.posterframe.picture.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Failures that are remembered for a while, so that a broken video or a wrong id asked for a thousand times costs one
 * try: seconds for what may pass by itself, longer for what lasts. Bounded, thread-safe, never blocking.
 */
public final class Failures {
    private final Cache<String, Failure> failures;
    private final CacheConfig config;

    public Failures(CacheConfig config) {
        this(config, Ticker.systemTicker());
    }

    Failures(CacheConfig config, Ticker ticker) {
        this.config = config;
        failures = Caffeine.newBuilder()
                .maximumSize(config.maxFailures())
                .expireAfter(Expiry.writing((String key, Failure failure) -> ttl(failure)))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** The failure that this key ended with a short while ago, or null. */
    public @Nullable Failure recall(String key) {
        return failures.getIfPresent(key);
    }

    /**
     * Remembers a failure if it says something about the key. What only says that this server was busy, or that nobody
     * waited, is not: the next request may find it idle. Nor is what has not come yet, as that changes at any time.
     */
    public void remember(String key, Failure failure) {
        if (saysSomethingOfTheKey(failure) && !ttl(failure).isZero()) {
            failures.put(key, failure);
        }
    }

    /** Lets the next request try again. */
    public void forget(String key) {
        failures.invalidate(key);
    }

    /** How many are remembered, some perhaps expired. */
    public long entries() {
        return failures.estimatedSize();
    }

    private Duration ttl(Failure failure) {
        return failure.passing() ? config.passingFailureTtl() : config.lastingFailureTtl();
    }

    private static boolean saysSomethingOfTheKey(Failure failure) {
        if (failure instanceof Failure.TimedOut timedOut) {
            return !timedOut.stage().equals("queue");
        }
        return !(failure instanceof Failure.Overloaded)
                && !(failure instanceof Failure.Cancelled)
                && !(failure instanceof Failure.NotUploadedYet)
                && !(failure instanceof Failure.NoSegmentYet);
    }
}
