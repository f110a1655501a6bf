package io.posterframe.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Pictures, options, a clock and counters for the tests of this package. */
final class Samples {
    private Samples() {}

    static byte[] noise(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static CachedPicture picture(String key, byte[] body) {
        return new CachedPicture(
                key,
                "image/jpeg",
                "\"" + key.hashCode() + "\"",
                1_790_000_000_000L,
                1_790_000_001_234L,
                "file:///clips/ünïcode.mp4",
                "size=1;mtime=2",
                320,
                180,
                Bytes.copyOf(body));
    }

    static CachedPicture picture(String key, int length) {
        return picture(key, noise(key.hashCode(), length));
    }

    /** Small bounds: 1 MiB in memory, bodies up to 8 KiB read from disk into memory. */
    static CacheConfig config(long diskMaxBytes) {
        return config(1 << 20, diskMaxBytes);
    }

    static CacheConfig config(long memoryMaxBytes, long diskMaxBytes) {
        return new CacheConfig(
                memoryMaxBytes,
                1 << 18,
                diskMaxBytes,
                1000,
                8 << 10,
                1000,
                16 << 20,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                100);
    }

    /** A clock that stands still until told. */
    static final class Clock implements InstantSource {
        private final AtomicLong now = new AtomicLong(1_790_000_000_000L);

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now.get());
        }

        void pass(Duration time) {
            now.addAndGet(time.toMillis());
        }
    }

    static final class Counters implements CacheMetrics {
        final AtomicInteger memoryEvictions = new AtomicInteger();
        final AtomicInteger diskEvictions = new AtomicInteger();
        final AtomicInteger diskErrors = new AtomicInteger();
        final AtomicInteger corruptFiles = new AtomicInteger();
        final AtomicInteger writesDropped = new AtomicInteger();

        @Override
        public void evicted(Tier tier) {
            (tier == Tier.MEMORY ? memoryEvictions : diskEvictions).incrementAndGet();
        }

        @Override
        public void diskError() {
            diskErrors.incrementAndGet();
        }

        @Override
        public void corruptFile() {
            corruptFiles.incrementAndGet();
        }

        @Override
        public void writeDropped() {
            writesDropped.incrementAndGet();
        }
    }
}
