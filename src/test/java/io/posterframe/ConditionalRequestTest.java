package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.DateFormatter;
import io.posterframe.clips.Clip;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Conditions, ranges, Age and Cache-Status: before the router, behind it, and with the body in a file. */
class ConditionalRequestTest {
    /** Where an answer comes from. */
    enum Road {
        /** From the map of ready answers. */
        READY,
        /** Through the parser, from memory. */
        PARSED,
        /** Through the parser, as a part of a file. */
        FILE
    }

    private static final String MULTI = "bytes=0-3,6-9";

    @TempDir
    static Path data;

    private static final AtomicInteger spellings = new AtomicInteger();
    private static Edge inMemory;
    private static Edge onDisk;

    @BeforeAll
    static void start() throws Exception {
        inMemory = Edge.start(data.resolve("memory"));
        onDisk = Edge.start(
                data.resolve("disk"),
                "cache.memory-max-bytes",
                "0",
                "cache.disk-inline-max-bytes",
                "0",
                "render.workers",
                "1");
        for (Road road : Road.values()) {
            edge(road).picture(plain());
            edge(road).settles();
        }
    }

    @AfterAll
    static void stop() {
        inMemory.close();
        onDisk.close();
    }

    @AfterEach
    void settles() {
        inMemory.settles();
        onDisk.settles();
    }

    private static Edge edge(Road road) {
        return road == Road.FILE ? onDisk : inMemory;
    }

    private static String plain() {
        return Edge.thumb(Clip.MKV, "width/160/vid_sec/1");
    }

    private static Reply ask(Road road, String method, String... headers) {
        String target = plain() + (road == Road.PARSED ? "?spelling=" + spellings.incrementAndGet() : "");
        return edge(road).ask(method, target, "", headers);
    }

    private static Reply get(Road road, String... headers) {
        return ask(road, "GET", headers);
    }

    private static void assertNotModified(Reply whole, Reply reply) {
        assertEquals(304, reply.status());
        assertEquals(0, reply.body().length);
        for (String same : new String[] {"etag", "last-modified", "cache-control", "cache-tag", "surrogate-key"}) {
            assertEquals(whole.header(same), reply.header(same));
        }
        assertTrue(reply.header("date") != null && reply.header("age") != null && reply.header("cache-status") != null);
        assertNull(reply.header("content-type"));
        assertNull(reply.header("content-range"));
    }

    @ParameterizedTest
    @EnumSource
    void saysThatAKnownPictureIsStillGood(Road road) {
        Reply whole = get(road);
        String etag = whole.header("etag");
        for (String tags : new String[] {etag, "W/" + etag, "*", "\"x\", " + etag, "W/\"y\"," + etag + ",\"z\""}) {
            assertNotModified(whole, get(road, "if-none-match", tags));
            assertNotModified(whole, ask(road, "HEAD", "if-none-match", tags));
        }
        assertNotModified(whole, get(road, "if-none-match", "\"x\"", "if-none-match", etag));
        String date = whole.header("last-modified");
        assertNotModified(whole, get(road, "if-modified-since", date));
        assertNotModified(whole, get(road, "if-modified-since", DateFormatter.format(new Date())));
        assertNotModified(whole, get(road, "if-none-match", etag, "range", "bytes=0-9"));
    }

    @ParameterizedTest
    @EnumSource
    void sendsAPictureThatIsNotKnown(Road road) {
        Reply whole = get(road);
        String date = whole.header("last-modified");
        long modified = DateFormatter.parseHttpDate(date).getTime();
        String[][] conditions = {
            {"if-none-match", "\"x\""},
            {"if-none-match", "W/\"x\", garbage"},
            {"if-modified-since", DateFormatter.format(new Date(modified - 1000))},
            {"if-modified-since", "the day before yesterday"},
            {"if-none-match", "\"x\"", "if-modified-since", date}
        };
        for (String[] condition : conditions) {
            Reply reply = get(road, condition);
            assertEquals(200, reply.status(), String.join(" ", condition));
            assertArrayEquals(whole.body(), reply.body());
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsOneRange(Road road) {
        Reply whole = get(road);
        int length = whole.body().length;
        assertEquals("bytes", whole.header("accept-ranges"));
        assertRange(whole, get(road, "range", "bytes=0-0"), 0, 0);
        assertRange(whole, get(road, "range", "bytes=10-99"), 10, 99);
        assertRange(whole, get(road, "range", "bytes=100-"), 100, length - 1);
        assertRange(whole, get(road, "range", "bytes=-100"), length - 100, length - 1);
        assertRange(whole, get(road, "range", "bytes=-999999"), 0, length - 1);
        assertRange(whole, get(road, "range", "bytes=5-999999"), 5, length - 1);
        assertRange(whole, get(road, "range", "bytes=5-9", "if-range", whole.header("etag")), 5, 9);
        assertRange(whole, get(road, "range", "bytes=5-9", "if-range", whole.header("last-modified")), 5, 9);
        assertRange(whole, get(road, "range", "bytes=5-9", "if-none-match", "\"x\""), 5, 9);
    }

    private static void assertRange(Reply whole, Reply reply, int first, int last) {
        assertEquals(206, reply.status());
        assertEquals("bytes " + first + "-" + last + "/" + whole.body().length, reply.header("content-range"));
        assertEquals(String.valueOf(last - first + 1), reply.header("content-length"));
        assertArrayEquals(Arrays.copyOfRange(whole.body(), first, last + 1), reply.body());
        for (String same : new String[] {"etag", "last-modified", "cache-control", "content-type"}) {
            assertEquals(whole.header(same), reply.header(same));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesARangeBeyondTheEnd(Road road) {
        int length = get(road).body().length;
        for (String range : new String[] {"bytes=" + length + "-", "bytes=999999-", "bytes=-0"}) {
            Reply reply = get(road, "range", range);
            assertEquals(416, reply.status());
            assertEquals("bytes */" + length, reply.header("content-range"));
            assertEquals("no-store", reply.header("cache-control"));
            assertEquals(0, reply.body().length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsTheWholeForWhatIsNoSingleRangeOfThisVersion(Road road) {
        Reply whole = get(road);
        String[][] requests = {
            {"range", MULTI},
            {"range", "lines=1-2"},
            {"range", "bytes=9-2"},
            {"range", "bytes=5-9", "if-range", "\"x\""},
            {"range", "bytes=5-9", "if-range", "W/" + whole.header("etag")},
            {"range", "bytes=5-9", "if-range", "Sun, 06 Nov 1994 08:49:37 GMT"},
            {"if-range", whole.header("etag")},
        };
        for (String[] request : requests) {
            Reply reply = get(road, request);
            assertEquals(200, reply.status(), String.join(" ", request));
            assertArrayEquals(whole.body(), reply.body());
            assertNull(reply.header("content-range"));
        }
    }

    /** RFC 9110, 14.2: range handling is defined for GET only. */
    @ParameterizedTest
    @EnumSource
    void knowsRangesForGetOnly(Road road) {
        Reply whole = get(road);
        Reply head = ask(road, "HEAD", "range", "bytes=0-9");
        assertEquals(200, head.status());
        assertEquals(whole.header("content-length"), head.header("content-length"));
        Reply post = ask(road, "POST", "range", "bytes=0-9");
        assertEquals(200, post.status());
        assertArrayEquals(whole.body(), post.body());
    }

    /** RFC 9110, 13.1.3: a POST has no If-Modified-Since. */
    @Test
    void takesAPostAsUnconditional() {
        Reply whole = get(Road.PARSED);
        for (Road road : Road.values()) {
            assertEquals(
                    200,
                    ask(road, "POST", "if-none-match", whole.header("etag")).status());
            assertEquals(
                    200,
                    ask(road, "POST", "if-modified-since", whole.header("last-modified"))
                            .status());
        }
    }

    @Test
    void tellsWhereTheAnswerCameFrom() {
        assertEquals("hit; detail=memory", get(Road.READY).cacheStatus());
        assertEquals("hit; detail=memory", get(Road.PARSED).cacheStatus());
        assertEquals("hit; detail=disk", get(Road.FILE).cacheStatus());
        String fresh = Edge.thumb(Clip.MKV, "width/161");
        assertEquals("fwd=miss; stored", inMemory.picture(fresh).cacheStatus());
        assertEquals("hit; detail=memory", inMemory.picture(fresh).cacheStatus());
        assertEquals(
                "fwd=miss; detail=not-found",
                inMemory.get(Edge.thumb("none", "width/1")).cacheStatus());
    }

    @Test
    void countsTheSecondsSinceTheSourceWasChecked() {
        int before = age(get(Road.READY));
        Until.holds("Age grows", () -> age(get(Road.READY)) > before);
        assertTrue(age(get(Road.PARSED)) > before);
    }

    private static int age(Reply reply) {
        return Integer.parseInt(reply.header("age"));
    }
}
