package io.posterframe.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveConfigTest {
    @TempDir
    Path temp;

    @Test
    void hasDefaults() {
        ArchiveConfig config = Settings.DEFAULTS.archive();
        assertEquals(Path.of("data/frames"), config.folder(Path.of("data")));
        BucketConfig bucket = config.bucket();
        assertFalse(bucket.isOn());
        assertEquals("us-east-1", bucket.region());
        assertEquals("frames/", bucket.prefix());
        assertFalse(bucket.pathStyle());
        assertEquals(Duration.ofMinutes(2), bucket.timeout());
        assertEquals(Duration.ofSeconds(40), bucket.attemptTimeout());
    }

    @Test
    void takesEveryKeyFromTheFile() throws IOException {
        ArchiveConfig config = load(
                """
                archive:
                  folder: /mnt/frames
                  bucket:
                    name: my-frames
                    endpoint: https://minio.example:9000
                    region: auto
                    prefix: a/b/
                    access-key: AKID
                    secret-key: geheim
                    path-style: true
                    timeout: 10s
                    attempt-timeout: 3s
                """);
        assertEquals(
                new ArchiveConfig(
                        Path.of("/mnt/frames"),
                        new BucketConfig(
                                "my-frames",
                                "https://minio.example:9000",
                                "auto",
                                "a/b/",
                                "AKID",
                                "geheim",
                                true,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(3))),
                config);
        assertEquals(Path.of("/mnt/frames"), config.folder(Path.of("data")));
        assertEquals("s3://my-frames/a/b/@minio.example:9000", config.bucket().place());
    }

    @Test
    void takesTheKeyFromTheEnvironment() {
        BucketConfig bucket = Configuration.settings(
                        Optional.empty(),
                        Map.of(
                                "POSTERFRAME_ARCHIVE_BUCKET_NAME", "my-frames",
                                "POSTERFRAME_ARCHIVE_BUCKET_ACCESS_KEY", "AKID",
                                "POSTERFRAME_ARCHIVE_BUCKET_SECRET_KEY", "geheim"),
                        Map.of())
                .archive()
                .bucket();
        assertEquals("AKID", bucket.accessKey());
        assertEquals("s3://my-frames/frames/", bucket.place());
    }

    @Test
    void saysNoSecret() throws IOException {
        String said = load("archive: {bucket: {name: my-frames, access-key: AKID, secret-key: geheim}}")
                .toString();
        assertTrue(said.contains("my-frames"), said);
        assertFalse(said.contains("geheim") || said.contains("AKID"), said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: No}",
                "{name: a/b}",
                "{endpoint: 'minio:9000'}",
                "{endpoint: 'ftp://minio.example'}",
                "{endpoint: 'https://user:geheim@minio.example'}",
                "{endpoint: 'https://minio.example?a=b'}",
                "{region: ''}",
                "{region: 'eu north'}",
                "{prefix: frames}",
                "{prefix: /frames/}",
                "{prefix: 'a//b/'}",
                "{prefix: 'a b/'}",
                "{prefix: a/../}",
                "{access-key: AKID}",
                "{secret-key: geheim}",
                "{timeout: 10ms}",
                "{attempt-timeout: 2h}"
            })
    void refusesWhatCantBe(String bucket) {
        ConfigException mistakes = assertThrows(ConfigException.class, () -> load("archive: {bucket: " + bucket + "}"));
        assertEquals(1, mistakes.mistakes().size());
        assertTrue(mistakes.mistakes().get(0).startsWith("archive.bucket"), mistakes::getMessage);
        assertFalse(mistakes.getMessage().contains("geheim"), mistakes::getMessage);
    }

    @Test
    void theLongestPlaceFits() {
        BucketConfig longest = new BucketConfig(
                "n".repeat(63),
                "https://" + "h".repeat(100),
                "auto",
                "p".repeat(99) + "/",
                "",
                "",
                true,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
        assertTrue(longest.place().length() <= Archive.MAX_PLACE);
    }

    @Test
    void aBucketComesBeforeTheFolder() throws IOException {
        try (Archive archive = Archives.open(load("archive: {bucket: {name: my-frames}}"), temp)) {
            assertInstanceOf(BucketArchive.class, archive);
        }
        assertFalse(Files.exists(temp.resolve("frames")));
        try (Archive archive = Archives.open(ArchiveConfig.DEFAULTS, temp)) {
            assertInstanceOf(FolderArchive.class, archive);
        }
        assertTrue(Files.exists(temp.resolve("frames/place")));
    }

    private ArchiveConfig load(String yaml) throws IOException {
        Path file = Files.writeString(temp.resolve("posterframe.yaml"), yaml);
        return Configuration.settings(Optional.of(file), Map.of(), Map.of()).archive();
    }
}
