package io.posterframe.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.bucket.BucketConfig;
import io.posterframe.config.ConfigException;
import io.posterframe.config.Configuration;
import io.posterframe.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedCacheConfigTest {
    @TempDir
    Path temp;

    @Test
    void hasDefaults() {
        SharedCacheConfig config = Settings.DEFAULTS.sharedCache();
        assertFalse(config.isOn());
        assertEquals(0, config.directBytes());
        assertEquals("pictures/", config.bucket().prefix());
        assertEquals(Duration.ofSeconds(15), config.bucket().timeout());
        assertEquals(Duration.ofSeconds(5), config.bucket().attemptTimeout());
        assertEquals(4 << 20, config.maxPictureBytes());
        assertEquals(Duration.ofMillis(500), config.lookupTimeout());
        assertEquals(64, config.maxLookups());
        assertEquals(1000, config.maxPendingPictures());
        assertEquals(8 << 20, config.maxPendingBytes());
        assertEquals(Duration.ofSeconds(10), config.retry());
        assertEquals(Duration.ofDays(30), config.maxAge());
    }

    @Test
    void takesEveryKeyFromTheFile() throws IOException {
        SharedCacheConfig config = load(
                """
                shared-cache:
                  bucket:
                    name: my-pictures
                    endpoint: https://minio.example:9000
                    region: auto
                    prefix: a/b/
                    access-key: AKID
                    secret-key: geheim
                    path-style: true
                    timeout: 10s
                    attempt-timeout: 3s
                  max-picture-bytes: 1MiB
                  lookup-timeout: 100ms
                  max-lookups: 5
                  max-pending-pictures: 6
                  max-pending-bytes: 2MiB
                  retry: 7s
                  max-age: 1d
                """);
        assertEquals(
                new SharedCacheConfig(
                        new BucketConfig(
                                "my-pictures",
                                "https://minio.example:9000",
                                "auto",
                                "a/b/",
                                "AKID",
                                "geheim",
                                true,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(3)),
                        1 << 20,
                        Duration.ofMillis(100),
                        5,
                        6,
                        2 << 20,
                        Duration.ofSeconds(7),
                        Duration.ofDays(1)),
                config);
        assertTrue(config.isOn());
        assertEquals(4 << 20, config.directBytes());
    }

    @Test
    void refusesWhatCantBe() {
        assertEquals(
                List.of("shared-cache: max-picture-bytes must not be more than max-pending-bytes"),
                mistakes("shared-cache: {max-picture-bytes: 3MiB, max-pending-bytes: 2MiB}"));
        assertEquals(
                List.of("options: shared-cache.max-age must not be longer than purge.keep, after which nobody knows"
                        + " any more what of the bucket was purged"),
                mistakes("shared-cache: {bucket: {name: my-pictures}, max-age: 8d}\npurge: {keep: 7d}"));
    }

    @Test
    void withoutABucketPurgesMayBeKeptForLess() throws IOException {
        assertFalse(load("purge: {keep: 7d}").isOn());
    }

    private List<String> mistakes(String yaml) {
        return assertThrows(ConfigException.class, () -> load(yaml)).mistakes();
    }

    private SharedCacheConfig load(String yaml) throws IOException {
        Path file = Files.writeString(temp.resolve("posterframe.yaml"), yaml);
        return Configuration.settings(Optional.of(file), Map.of(), Map.of()).sharedCache();
    }
}
