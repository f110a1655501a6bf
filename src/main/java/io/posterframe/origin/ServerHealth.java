package io.posterframe.origin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.PictureException;
import java.time.InstantSource;

/**
 * Lets requests to a dead server fail at once: after {@value #FAILURES} failures in a row it is left alone for
 * {@value #PAUSE_MILLIS} ms, then one request may try; any success ends it. Thread-safe.
 */
final class ServerHealth {
    static final int FAILURES = 8;
    static final long PAUSE_MILLIS = 5000;
    private static final int MAX_SERVERS = 1000;

    private record Trouble(int failures, long retryAtMillis) {}

    private final InstantSource clock;
    private final Cache<String, Trouble> troubled =
            Caffeine.newBuilder().maximumSize(MAX_SERVERS).build();

    ServerHealth(InstantSource clock) {
        this.clock = clock;
    }

    /** Throws a passing OriginFailed while the server is left alone. */
    void check(String server) {
        Trouble trouble = troubled.getIfPresent(server);
        if (trouble == null || trouble.failures < FAILURES) {
            return;
        }
        long now = clock.millis();
        Trouble tried = new Trouble(trouble.failures, now + PAUSE_MILLIS);
        if (now < trouble.retryAtMillis || !troubled.asMap().replace(server, trouble, tried)) {
            throw new PictureException(
                    new OriginFailed(server + " failed " + trouble.failures + " times in a row", true));
        }
    }

    void succeeded(String server) {
        troubled.invalidate(server);
    }

    void failed(String server) {
        long retryAt = clock.millis() + PAUSE_MILLIS;
        troubled.asMap().merge(server, new Trouble(1, retryAt), (old, first) -> new Trouble(old.failures + 1, retryAt));
    }
}
