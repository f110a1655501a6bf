package io.posterframe.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.archive.ArchiveConfig;
import io.posterframe.bucket.BucketConfig;
import io.posterframe.bucket.BucketSite;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveCheckTest {
    private static Vertx vertx;

    @TempDir
    Path data;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private String look(Path folder, BucketConfig bucket) throws InterruptedException {
        return Looked.at(new ArchiveCheck(new ArchiveConfig(folder, bucket), data));
    }

    @Test
    void writesReadsAndDeletesAnObjectOfABucket() throws Exception {
        try (BucketSite site = new BucketSite(vertx)) {
            String found = look(Path.of(""), site.config("frames/"));
            assertTrue(found.startsWith("ok s3://") && found.endsWith("written, read, listed and deleted"), found);
            assertEquals(Set.of(), site.keys());

            site.fail(request -> request.method().name().equals("PUT"), 100, 403, "AccessDenied");
            found = look(Path.of(""), site.config("frames/"));
            assertTrue(found.startsWith("problem s3://") && found.contains("403 AccessDenied"), found);
            assertTrue(found.contains("-> see archive.bucket.endpoint"), found);
            assertFalse(found.contains(site.config("").secretKey()), found);
        }
    }

    @Test
    void looksAtTheFolderWithoutMakingIt() throws Exception {
        String found = look(Path.of(""), BucketConfig.DEFAULTS);
        assertEquals("ok " + data.resolve("frames") + " is not there yet; it will be made at the first start", found);
        assertFalse(Files.exists(data.resolve("frames")));
        assertEquals("ok " + data + " can be written", look(data, BucketConfig.DEFAULTS));
        found = look(Path.of("/proc/self/ns"), BucketConfig.DEFAULTS);
        assertTrue(found.startsWith("problem /proc/self/ns can't be written"), found);
        try (var left = Files.list(data)) {
            assertEquals(0, left.count());
        }
    }
}
