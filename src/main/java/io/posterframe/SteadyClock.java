package io.posterframe;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The system's clock, but that it never goes back: what was made before a purge must not get a later time than it. While the
 * system's is set back it stands still. Thread-safe.
 */
final class SteadyClock implements InstantSource {
    private final InstantSource system;
    private final AtomicLong last = new AtomicLong();

    SteadyClock(InstantSource system) {
        this.system = system;
    }

    @Override
    public long millis() {
        long now = system.millis();
        // mostly a read
        return now > last.get() ? last.accumulateAndGet(now, Math::max) : last.get();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }
}
