package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.bucket.BucketConfig;
import io.posterframe.bucket.BucketSite;
import io.posterframe.clips.Clip;
import io.posterframe.database.DatabaseConfig;
import io.posterframe.database.TestDatabase;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers with one database and one bucket, over real sockets. */
class SharedCacheTest {
    private static final String HIT = "hit; detail=bucket";
    private static final String MADE = "fwd=miss; stored";

    @TempDir
    static Path data;

    @TempDir
    static Path media;

    private static Vertx vertx;
    private static BucketSite site;
    private static DatabaseConfig database;
    private static Edge one;
    private static Edge other;

    private static int entries;

    /** Of each test's own, so that none sees the pictures and purges of another. */
    private String entry;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        site = new BucketSite(vertx);
        database = TestDatabase.POSTGRESQL.fresh();
        one = edge("one");
        other = edge("other");
    }

    private static Edge edge(String folder) throws Exception {
        BucketConfig bucket = site.config("pictures/");
        List<String> options = new ArrayList<>(List.of(TestDatabase.options(database)));
        options.addAll(List.of(
                "catalog.folder", media.toString(),
                "origin.recheck-after", "1h",
                "render.workers", "1",
                "shared-cache.bucket.name", bucket.name(),
                "shared-cache.bucket.endpoint", bucket.endpoint(),
                "shared-cache.bucket.region", bucket.region(),
                "shared-cache.bucket.access-key", bucket.accessKey(),
                "shared-cache.bucket.secret-key", bucket.secretKey(),
                "shared-cache.bucket.path-style", "true",
                // a slow machine is no failure
                "shared-cache.lookup-timeout", "5s",
                "shared-cache.retry", "100ms"));
        return Edge.start(data.resolve(folder), AdminCalls.options(options.toArray(String[]::new)))
                .ready();
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        site.close();
        vertx.close().await();
    }

    @BeforeEach
    void newEntry() throws Exception {
        entry = "film" + ++entries;
        Files.copy(Clip.MKV.file(), media.resolve(entry + ".mkv"));
        Until.holds("the servers hear of each other", () -> hears(one) && hears(other));
    }

    private static boolean hears(Edge edge) {
        return edge.metrics().value("posterframe_fleet_hears") == 1;
    }

    private String target() {
        return Edge.thumb(entry, "width/160/vid_sec/1");
    }

    private String status(Edge edge) {
        return edge.picture(target()).cacheStatus();
    }

    /** Has the picture made by a server, and waits until it is in the bucket. */
    private Reply share(Edge edge) {
        int before = site.keys().size();
        Reply made = edge.picture(target());
        assertEquals(MADE, made.cacheStatus());
        Until.holds(
                "it is in the bucket",
                () -> edge.server().cache().bytesToShare() == 0 && site.keys().size() > before);
        return made;
    }

    private static void purge(Edge edge, String json) {
        Reply reply = new AdminCalls(edge).ask("POST", "purge", json);
        assertEquals(200, reply.status(), reply::text);
    }

    private void awaitHeeded(double noticesBefore) {
        Until.holds("the other has heeded it", () -> notices() > noticesBefore);
    }

    private static double notices() {
        return other.metrics().value("posterframe_fleet_notices_total");
    }

    @Test
    void anotherServerAnswersFromTheBucketAndKeepsIt() {
        Reply made = share(one);
        long renders = other.renders();
        Reply found = other.picture(target());
        assertEquals(HIT, found.cacheStatus());
        assertArrayEquals(made.body(), found.body());
        assertEquals(made.header("etag"), found.header("etag"));
        assertEquals(made.header("cache-control"), found.header("cache-control"));
        assertEquals("hit; detail=memory", status(other));
        assertEquals(renders, other.renders());
        MetricsPage page = other.metrics();
        assertTrue(page.value("posterframe_requests_total{result=\"bucket\"}") > 0);
        assertTrue(page.value("posterframe_bucket_lookups_total{result=\"hit\"}") > 0);
        int objects = site.keys().size();
        other.settles();
        assertEquals(objects, site.keys().size(), "what was found there is not written there");
    }

    @Test
    void aServerThatLostItsDiskStartsWarm() throws Exception {
        share(one);
        try (Edge third = edge("third")) {
            assertEquals(HIT, status(third));
            third.settles();
            assertEquals(0, third.renders());
        }
        try (Edge third = edge("third")) {
            assertEquals("hit; detail=disk", status(third), "it was written to its own disk");
        }
    }

    @Test
    void manyWhoAskAtOnceCostOneLookup() {
        share(one);
        double before = lookups(other);
        List<CompletableFuture<Reply>> many =
                IntStream.range(0, 20).mapToObj(i -> other.send(target())).toList();
        many.forEach(each -> assertEquals(200, each.join().status()));
        assertEquals(before + 1, lookups(other));
    }

    private static double lookups(Edge edge) {
        return edge.metrics().sum("posterframe_bucket_lookups_total");
    }

    @Test
    void aReplacedVideoIsNotShownFromTheBucket() throws Exception {
        Reply old = share(one);
        Path beside = Files.copy(Clip.ROTATED_90.file(), media.resolve("beside"));
        Files.move(beside, media.resolve(entry + ".mkv"), StandardCopyOption.REPLACE_EXISTING);
        Reply fresh = other.picture(target());
        assertEquals(MADE, fresh.cacheStatus());
        assertNotEquals(old.body().length, fresh.body().length);
    }

    @Test
    void aHardPurgeOnOneIsNotUndoneByTheBucketOnTheOther() {
        for (String purge : List.of("{'prefixes': ['/p/100/thumbnail/entry_id/%s']}", "{'entries': ['%s']}")) {
            Reply old = edgeThatMakes(one);
            double notices = notices();
            purge(one, purge.formatted(entry));
            awaitHeeded(notices);
            assertEquals(MADE, status(other), purge);
            assertEquals(MADE, status(one), purge);
            assertEquals(old.header("etag"), one.picture(target()).header("etag"));
        }
    }

    /** One or another has it: it is only to be in the bucket. */
    private Reply edgeThatMakes(Edge edge) {
        Reply made = edge.picture(target());
        Until.holds("it is in the bucket", () -> edge.server().cache().bytesToShare() == 0);
        return made;
    }

    @Test
    void aPurgeOfTheUrlIsNotUndoneByTheBucketOnTheOther() {
        share(one);
        double notices = notices();
        Reply purged = one.ask("PURGE", target(), "", "Authorization", "Bearer " + AdminCalls.TOKEN);
        assertEquals(200, purged.status(), purged::text);
        awaitHeeded(notices);
        assertEquals(MADE, status(other));
        assertEquals(MADE, status(one));
    }

    @Test
    void aSoftPurgeLeavesWhatIsInTheBucket() {
        share(one);
        double notices = notices();
        purge(one, "{'entries': ['" + entry + "'], 'soft': true}");
        awaitHeeded(notices);
        assertEquals(HIT, status(other), "the video was looked at, and is the same");
    }

    @Test
    void aHardPurgeOfAnEntryEmptiesTheBucketOfIt() {
        int before = site.keys().size();
        share(one);
        purge(other, "{'entries': ['" + entry + "']}");
        Until.holds("its object is gone", () -> site.keys().size() == before);
    }

    @Test
    void aServerThatStartsAfterAPurgeHeedsItAsWell() throws Exception {
        share(one);
        purge(one, "{'prefixes': ['/p/100/thumbnail/entry_id/" + entry + "']}");
        try (Edge later = edge("later")) {
            assertEquals(MADE, status(later));
        }
    }

    @Test
    void aBucketThatFailsCostsNobodyAPicture() {
        site.fail(request -> true, Integer.MAX_VALUE, 500, "InternalError");
        try {
            assertEquals(MADE, status(one));
            assertEquals(MADE, status(other));
        } finally {
            site.fail(request -> true, 0, 500, "");
        }
    }
}
