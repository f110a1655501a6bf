package io.posterframe.cache;

import static io.posterframe.cache.SharedPictures.FILM;
import static io.posterframe.cache.SharedPictures.VERSION;
import static io.posterframe.cache.SharedPictures.await;
import static io.posterframe.cache.SharedPictures.picture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.Until;
import io.posterframe.bucket.BucketConfig;
import io.posterframe.bucket.BucketSite;
import io.posterframe.purge.Names;
import io.posterframe.purge.Purge;
import io.posterframe.purge.Purges;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SharedTierTest {
    private static final String PREFIX = "pictures/";
    private static final long SECOND = 1000;

    @TempDir
    Path data;

    private final Vertx vertx = Vertx.vertx();
    private final Samples.Clock clock = new Samples.Clock();
    private BucketSite site;
    private SharedPictures one;
    private SharedPictures other;

    @BeforeEach
    void start() throws Exception {
        site = new BucketSite(vertx);
        one = new SharedPictures(vertx, data.resolve("one"), site.config(PREFIX), clock);
        other = new SharedPictures(vertx, data.resolve("other"), site.config(PREFIX), clock);
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
        site.close();
        vertx.close().await();
    }

    /** Writes a picture by one server, and waits until it is in the bucket. */
    private String share(CachedPicture picture) {
        Set<String> before = site.keys();
        one.cache.share(picture);
        Until.holds("it is written", () -> one.cache.bytesToShare() == 0);
        Set<String> keys = site.keys();
        assertTrue(keys.size() > 0, "nothing was written");
        return keys.stream().filter(key -> !before.contains(key)).findFirst().orElse("");
    }

    @Test
    void whatOneMakesAnotherFinds() {
        assertNull(other.find("k"));
        CachedPicture made = picture("k", 50_000, clock);
        String object = share(made);
        assertTrue(object.matches("pictures/[0-9a-f]{32}/[0-9a-f]{64}"), object);
        CachedPicture found = other.find("k");
        assertNotNull(found);
        assertEquals(made, found.with(made.body()));
        assertEquals(((Bytes) made.body()).buffer(), ((Bytes) found.body()).buffer());
        assertNull(other.cache.peek("k"), "whoever asked decides what is kept");
        assertNull(other.find("another"));
        assertEquals(1, other.lookups(SharedLookup.HIT));
        assertEquals(2, other.lookups(SharedLookup.MISS));
        assertEquals(1, one.writes(SharedWrite.WRITTEN));
    }

    @Test
    void isFoundByTheEntryThatItWasMadeForAndByNoOther() {
        share(picture("k", 5000, clock));
        Names another = new Names(List.of("entry-another"));
        assertNull(await(other.cache.findShared("k", another, VERSION, Purges.NEVER)));
        assertNull(await(other.cache.findShared("k", Names.NONE, VERSION, Purges.NEVER)));
        assertEquals(1, other.lookups(SharedLookup.MISS), "one of no entry is not asked for");
    }

    @Test
    void aNewVersionTakesThePlaceOfTheOldOne() {
        share(picture("k", 5000, clock));
        assertNull(other.find("k", "another version", Purges.NEVER));
        assertEquals(1, other.lookups(SharedLookup.OUTDATED));
        share(picture("k", 5000, "another version", clock, FILM));
        assertEquals(1, site.keys().size());
        assertNotNull(other.find("k", "another version", Purges.NEVER));
        assertNull(other.find("k"));
    }

    @Test
    void whatWasMadeSoonAfterAPurgeOrBeforeItIsNotUsed() {
        CachedPicture made = picture("k", 5000, clock);
        share(made);
        for (long ago : new long[] {-SECOND, 0, SECOND, 30 * SECOND}) {
            assertNull(other.find("k", VERSION, made.renderedAtMillis() - ago));
        }
        assertEquals(4, other.lookups(SharedLookup.OUTDATED));
        assertNotNull(other.find("k", VERSION, made.renderedAtMillis() - 30 * SECOND - 1));
    }

    @Test
    void whatIsTooOldOrFromTheFutureIsNotUsed() {
        share(picture("k", 5000, clock));
        clock.pass(Duration.ofDays(30).minusSeconds(1));
        assertNotNull(other.find("k"));
        clock.pass(Duration.ofSeconds(2));
        assertNull(other.find("k"));
        share(picture("k", 5000, clock));
        clock.pass(Duration.ofSeconds(-31));
        assertNull(other.find("k"));
    }

    @Test
    void isDatedByTheClockOfWhoeverFindsIt() {
        share(picture("k", 5000, clock));
        clock.pass(Duration.ofSeconds(-5));
        CachedPicture found = other.find("k");
        assertNotNull(found);
        assertEquals(clock.millis(), found.renderedAtMillis(), "else a purge a second later would not mean it");
    }

    @Test
    void whatIsDamagedIsAMissAndWrittenAnew() {
        String object = share(picture("k", 5000, clock));
        byte[] good = site.object(object);
        // one in each part of the header, and in the body
        for (int at : new int[] {0, 5, 9, 20, 100, good.length - 5000, good.length - 1}) {
            byte[] bad = good.clone();
            bad[at] ^= 0x55;
            site.put(object, bad);
            assertNull(other.find("k"), () -> "byte " + at);
        }
        for (int length : new int[] {0, 1, 11, 12, 200, good.length - 1, good.length + 1}) {
            site.put(object, Arrays.copyOf(good, length));
            assertNull(other.find("k"), () -> "length " + length);
        }
        assertEquals(14, other.lookups(SharedLookup.DAMAGED));
        share(picture("k", 5000, clock));
        assertNotNull(other.find("k"), "damage is no failure of the store, which goes on to be asked");
    }

    @Test
    void whatSomebodyElsePutThereIsAMiss() {
        String object = share(picture("k", 5000, clock));
        put(object, picture("another", 5000, clock));
        assertNull(other.find("k"));
        CachedPicture good = picture("k", 5000, clock);
        put(object, with(good, "text/html", good.etag()));
        assertNull(other.find("k"));
        put(object, with(good, "image/jpeg", "\"a\"\r\nSet-Cookie: b"));
        assertNull(other.find("k"));
        put(object, picture("k", 150_000, clock));
        assertNull(other.find("k"), "it is larger than allowed");
        assertEquals(4, other.lookups(SharedLookup.DAMAGED));
        put(object, good);
        assertNotNull(other.find("k"));
    }

    private void put(String object, CachedPicture picture) {
        Bytes body = (Bytes) picture.body();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuffer part : List.of(PictureFile.header(picture, body), body.nio())) {
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
        }
        site.put(object, bytes.toByteArray());
    }

    private static CachedPicture with(CachedPicture of, String contentType, String etag) {
        return new CachedPicture(
                of.key(),
                contentType,
                etag,
                of.lastModifiedMillis(),
                of.renderedAtMillis(),
                of.sourceId(),
                of.sourceValidator(),
                of.width(),
                of.height(),
                of.body(),
                0,
                of.names());
    }

    @Test
    void aBucketThatHangsCostsItsPatienceAndIsThenLeftAlone() {
        share(picture("k", 5000, clock));
        makeHasty();
        site.fail(BucketSite.Fault.HANG, Integer.MAX_VALUE);
        for (int i = 0; i < 3; i++) {
            long begun = System.nanoTime();
            assertNull(other.find("k"));
            long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
            assertTrue(millis >= 200 && millis < 2000, millis + " ms");
        }
        int asked = site.requests().size();
        for (int i = 0; i < 100; i++) {
            assertNull(other.find("k"));
        }
        assertEquals(asked, site.requests().size());
        assertEquals(100, other.lookups(SharedLookup.OFF));
        assertEquals(3, other.lookups(SharedLookup.TIMED_OUT) + other.lookups(SharedLookup.FAILED));
        site.fail(BucketSite.Fault.HANG, 0);
        assertNull(other.find("k"));
        clock.pass(Duration.ofSeconds(10));
        Until.holds("it is asked again", () -> {
            clock.pass(Duration.ofSeconds(10));
            return other.find("k") != null;
        });
        assertNotNull(other.find("k"));
    }

    /** Lets the other look for 300 ms only. */
    private void makeHasty() {
        other.close();
        other = new SharedPictures(vertx, data.resolve("other"), site.config(PREFIX), Duration.ofMillis(300), clock);
    }

    @Test
    void oneOfManyTriesAgainWhileItIsOff() {
        site.fail(request -> true, Integer.MAX_VALUE, 403, "AccessDenied");
        IntStream.range(0, 3).forEach(i -> other.find("k"));
        assertEquals(3, other.lookups(SharedLookup.FAILED));
        clock.pass(Duration.ofSeconds(10));
        int asked = site.requests().size();
        List<Future<CachedPicture>> many = IntStream.range(0, 10)
                .mapToObj(i -> other.cache.findShared("k" + i, FILM, VERSION, Purges.NEVER))
                .toList();
        many.forEach(each -> assertNull(await(each)));
        assertEquals(asked + 1, site.requests().size());
        assertEquals(9, other.lookups(SharedLookup.OFF));
    }

    @Test
    void aFailureInPassingIsAMissAndSwitchesNothingOff() {
        share(picture("k", 5000, clock));
        for (int i = 0; i < 9; i++) {
            site.fail(request -> true, i % 3 == 2 ? 0 : 1, 503, "SlowDown");
            assertEquals(i % 3 == 2, other.find("k") != null);
        }
        assertEquals(6, other.lookups(SharedLookup.FAILED));
        assertEquals(0, other.lookups(SharedLookup.OFF));
        site.fail(BucketSite.Fault.CUT_OFF, 1);
        assertNull(other.find("k"));
        assertNotNull(other.find("k"));
    }

    @Test
    void aStoreThatIsNotThereIsAMiss() {
        site.close();
        assertNull(other.find("k"));
        one.cache.share(picture("k", 5000, clock));
        Until.holds("it is given up", () -> one.writes(SharedWrite.FAILED) == 1);
    }

    @Test
    void lookupsBeyondTheMostAreMissesAtOnce() {
        makeHasty();
        site.fail(BucketSite.Fault.HANG, Integer.MAX_VALUE);
        List<Future<CachedPicture>> many = IntStream.range(0, 50)
                .mapToObj(i -> other.cache.findShared("k" + i, FILM, VERSION, Purges.NEVER))
                .toList();
        assertEquals(30, many.stream().filter(Future::isComplete).count());
        assertEquals(30, other.lookups(SharedLookup.REFUSED));
        many.forEach(each -> assertNull(await(each)));
    }

    @Test
    void whatWaitsToBeWrittenIsBoundedAndWrittenAtTheEnd() {
        site.fail(BucketSite.Fault.HANG, 4);
        for (int i = 0; i < 30; i++) {
            one.cache.share(picture("k" + i, 10_000, clock));
            assertTrue(one.cache.bytesToShare() <= 200_000);
        }
        // four are on their way, as many as there are threads; beside them ten may wait
        Until.holds("the rest was dropped", () -> one.writes(SharedWrite.DROPPED) >= 16);
        one.close();
        assertEquals(
                30, one.writes(SharedWrite.DROPPED) + one.writes(SharedWrite.WRITTEN) + one.writes(SharedWrite.FAILED));
        assertTrue(one.writes(SharedWrite.WRITTEN) >= 10, () -> one.writes(SharedWrite.WRITTEN) + " were written");
        assertEquals(one.writes(SharedWrite.WRITTEN), site.keys().size());
        one.cache.share(picture("late", 10_000, clock));
        assertEquals(0, one.cache.bytesToShare());
    }

    @Test
    void aBucketThatCantBeWrittenIsLeftAlone() {
        site.fail(request -> request.method().name().equals("PUT"), Integer.MAX_VALUE, 403, "AccessDenied");
        for (int i = 0; i < 3; i++) {
            int failures = i + 1;
            one.cache.share(picture("k", 5000, clock));
            Until.holds("it failed", () -> one.writes(SharedWrite.FAILED) == failures);
        }
        one.cache.share(picture("k", 5000, clock));
        Until.holds("it is off", () -> one.writes(SharedWrite.DROPPED) == 1);
        assertNull(one.find("k"), "reading is another matter");
        assertEquals(1, one.lookups(SharedLookup.MISS));
    }

    @Test
    void someStayOut() {
        CachedPicture live = picture("live", 5000, clock);
        one.cache.share(new CachedPicture(
                live.key(),
                live.contentType(),
                live.etag(),
                live.lastModifiedMillis(),
                live.renderedAtMillis(),
                live.sourceId(),
                live.sourceValidator(),
                live.width(),
                live.height(),
                live.body(),
                2000,
                live.names()));
        one.cache.share(picture("of-no-entry", 5000, VERSION, clock, new Names(List.of("partner-1"))));
        one.cache.share(picture("large", 100_001, clock));
        share(picture("k", 5000, clock));
        one.cache.shareWhile(() -> false);
        one.cache.share(picture("of-a-deaf-one", 5000, clock));
        one.close();
        assertEquals(1, site.keys().size());
        assertEquals(1, one.writes(SharedWrite.DROPPED), "the deaf one's");
    }

    @Test
    void whatWaitsIsDroppedWhenItIsPurged() {
        site.fail(BucketSite.Fault.HANG, Integer.MAX_VALUE);
        for (int i = 0; i < 4; i++) {
            one.cache.share(picture("k" + i, 10_000, clock));
        }
        Until.holds("all threads are at one", () -> site.requests().size() == 4);
        one.cache.share(picture("k", 10_000, clock));
        one.cache.share(picture("k", 10_000, VERSION, clock, new Names(List.of("entry-stays"))));
        await(one.cache.purge(new Purge(Set.of("entry-film"), false), clock.millis()));
        assertEquals(50_000, one.cache.bytesToShare());
        site.fail(BucketSite.Fault.HANG, 0);
    }

    @Test
    void aHardPurgeOfAnEntryDeletesItsObjects() {
        share(picture("k1", 5000, clock));
        share(picture("k2", 5000, clock));
        String stays = share(picture("k3", 5000, VERSION, clock, new Names(List.of("entry-film2"))));
        other.cache.removeShared(new Purge(Set.of("entry-film"), true));
        other.cache.removeShared(new Purge(Set.of("partner-1", "k1|width=1", "/p/100"), false));
        share(picture("k4", 5000, clock));
        assertEquals(4, site.keys().size());
        other.cache.removeShared(new Purge(Set.of("entry-film", "entry-none"), false));
        Until.holds("they are gone", () -> site.keys().size() == 1);
        assertEquals(Set.of(stays), site.keys());
    }

    @Test
    void withoutABucketThereIsNothing() {
        PictureCache cache = new PictureCache(vertx, data, Samples.config(0), CacheMetrics.NONE);
        cache.share(picture("k", 5000, clock));
        cache.removeShared(new Purge(Set.of("entry-film"), false));
        assertNull(await(cache.findShared("k", FILM, VERSION, Purges.NEVER)));
        await(cache.close(Duration.ofSeconds(5)));
        assertEquals(List.of(), site.requests().stream().collect(Collectors.toList()));
    }

    @Test
    void aWrongSecretIsAFailureAndGetsIntoNoName() throws Exception {
        BucketConfig wrong = site.config(BucketSite.BUCKET, PREFIX, "another-secret");
        try (SharedPictures third = new SharedPictures(vertx, data.resolve("third"), wrong, clock)) {
            assertNull(third.find("k"));
            assertEquals(1, third.lookups(SharedLookup.FAILED));
        }
    }
}
