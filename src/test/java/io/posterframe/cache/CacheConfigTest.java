package io.posterframe.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CacheConfigTest {
    @Test
    void defaultsAreAsDocumented() {
        CacheConfig defaults = CacheConfig.DEFAULTS;
        assertEquals(128 * 1024 * 1024, defaults.memoryMaxBytes());
        assertEquals(24 * 1024 * 1024, defaults.maxPictureBytes());
        assertEquals(10L * 1024 * 1024 * 1024, defaults.diskMaxBytes());
        assertEquals(1_000_000, defaults.diskMaxFiles());
        assertEquals(256 * 1024, defaults.diskInlineMaxBytes());
        assertEquals(1024, defaults.writeQueueMaxPictures());
        assertEquals(32 * 1024 * 1024, defaults.writeQueueMaxBytes());
        assertEquals(Duration.ofSeconds(5), defaults.diskRetry());
        assertEquals(Duration.ofSeconds(5), defaults.passingFailureTtl());
        assertEquals(Duration.ofSeconds(60), defaults.lastingFailureTtl());
        assertEquals(10_000, defaults.maxFailures());
    }
}
