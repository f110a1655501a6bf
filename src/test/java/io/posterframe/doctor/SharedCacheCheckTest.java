package io.posterframe.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.bucket.BucketSite;
import io.posterframe.cache.SharedCacheConfig;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedCacheCheckTest {
    private final Vertx vertx = Vertx.vertx();
    private BucketSite site;

    @BeforeEach
    void start() throws Exception {
        site = new BucketSite(vertx);
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private String look(Duration lookupTimeout, boolean ownDatabase) throws InterruptedException {
        SharedCacheConfig of = SharedCacheConfig.DEFAULTS;
        SharedCacheConfig config = new SharedCacheConfig(
                site.config("pictures/"),
                of.maxPictureBytes(),
                lookupTimeout,
                of.maxLookups(),
                of.maxPendingPictures(),
                of.maxPendingBytes(),
                of.retry(),
                of.maxAge());
        return Looked.at(new SharedCacheCheck(config, ownDatabase));
    }

    @Test
    void writesReadsAndDeletesAnObject() throws Exception {
        String found = look(Duration.ofMinutes(1), false);
        assertTrue(found.matches("ok s3://\\S+: an object was written, read in \\d+ ms, listed and deleted"), found);
        assertEquals(Set.of(), site.keys());
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        site.fail(request -> request.method().name().equals("PUT"), 100, 403, "AccessDenied");
        String found = look(Duration.ofMinutes(1), false);
        assertTrue(found.startsWith("problem s3://") && found.contains("403 AccessDenied"), found);
        assertTrue(found.contains("-> see shared-cache.bucket.endpoint"), found);
        assertFalse(found.contains(BucketSite.SECRET_KEY), found);
    }

    @Test
    void warnsOfASlowBucketAndOfADatabaseOfItsOwn() throws Exception {
        String found = look(Duration.ZERO, true);
        assertTrue(found.startsWith("warning s3://"), found);
        assertTrue(found.contains("shared-cache.lookup-timeout"), found);
        assertTrue(found.contains("warning the database is this server's own"), found);
    }
}
