package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.clips.HlsRecipe;
import io.posterframe.clips.HlsRecipe.Encryption;
import io.posterframe.clips.HlsSite;
import io.posterframe.clips.HlsSite.Fault;
import io.posterframe.clips.HlsSite.Kind;
import io.posterframe.clips.HlsStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams from a site that fails or means harm: a clear error, and never a wrong picture. */
class StreamFaultsTest {
    private static final AtomicInteger ENTRIES = new AtomicInteger();

    @TempDir
    static Path data;

    private static StreamingEdge streaming;
    private static HlsSite site;
    private static Edge edge;
    private static HlsStream stream;
    private static HlsStream encrypted;

    private final String entry = "e" + ENTRIES.incrementAndGet();

    @BeforeAll
    static void start() throws Exception {
        streaming = new StreamingEdge(
                data, "origin.read-timeout", "1s", "origin.open-timeout", "2s", "origin.retries", "1");
        site = streaming.site;
        edge = streaming.edge;
        stream = HlsRecipe.ts(Clip.STREAM).make();
        encrypted = HlsRecipe.fmp4(Clip.STREAM).encryption(Encryption.IV_TOLD).make();
        site.put("/good", stream.files());
        assertEquals(0, streaming.frame("good", 0));
    }

    @AfterAll
    static void stop() {
        streaming.close();
    }

    @AfterEach
    void hitsGoOn() {
        site.mend();
        edge.settles();
        Reply hit = edge.picture(StreamingEdge.thumb("good", "width/320/vid_sec/0.0"));
        assertEquals("hit", hit.cacheStatus().replaceAll(";.*", ""));
        assertEquals(0, hit.frame());
    }

    private Reply at(double second) {
        return edge.get(StreamingEdge.thumb(entry, "width/320/vid_sec/" + second));
    }

    /** Waits until the picture is there, which is right then. */
    private void recovers() {
        site.mend();
        Until.holds("the picture is there", () -> at(6.04).status() == 200);
        assertEquals(151, at(6.04).frame());
    }

    @Test
    void aSegmentThatHangsHoldsNoWorker() throws Exception {
        site.put("/" + entry, stream.files());
        site.fail("/" + entry + "/segment-3.ts", Fault.HANG);
        site.forget();
        var hung = edge.send(StreamingEdge.thumb(entry, "width/320/vid_sec/6.04"));
        Until.holds("the segment is asked for", () -> site.count(Kind.SEGMENT) == 1);
        assertEquals(0, edge.server().pool().busyWorkers());
        assertEquals(
                75,
                edge.picture(StreamingEdge.thumb("good", "width/310/vid_sec/3")).frame());
        assertEquals("error-11", hung.get().header("x-kaltura"));
        recovers();
    }

    static Stream<Arguments> statuses() {
        return Stream.of("media.m3u8", "init-0.mp4", "film.key", "segment-3.m4s")
                .flatMap(file -> Stream.of(Arguments.of(file, 503, 502), Arguments.of(file, 404, 404)));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void tellsWhatIsMissingFromASiteInTrouble(String file, int status, int answer) {
        site.put("/" + entry, encrypted.files());
        site.fail("/" + entry + "/" + file, status);
        Reply reply = at(6.04);
        assertEquals(answer, reply.status(), reply::text);
        assertEquals("error-5", reply.header("x-kaltura"));
        if (status == 503) {
            recovers();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HANG_IN_BODY", "CUT_OFF", "WRONG_RANGE"})
    void showsNoPictureOfASegmentThatDoesNotComeWhole(Fault fault) {
        site.put("/" + entry, stream.files());
        site.fail("/" + entry + "/segment-3.ts", fault);
        Reply reply = at(6.04);
        assertTrue(List.of(404, 502, 504).contains(reply.status()), reply.status() + " " + reply.text());
        assertNotEquals(
                200,
                edge.get(StreamingEdge.thumb(entry, "vid_slices/12/width/100")).status());
        assertEquals(101, at(4.04).frame());
        if (fault != Fault.WRONG_RANGE) { // which does not look as if it would pass
            recovers();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HANG", "CUT_OFF"})
    void showsNoPictureOfAPlaylistThatDoesNotComeWhole(Fault fault) {
        site.put("/" + entry, stream.files());
        site.fail("/" + entry + "/media.m3u8", fault);
        Reply reply = at(6.04);
        assertTrue(List.of(502, 504).contains(reply.status()), reply.status() + " " + reply.text());
        assertEquals("no-store", reply.header("cache-control"));
        recovers();
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_RANGES", "SLOW"})
    void copesWithASiteThatIsMerelyPoor(Fault fault) {
        site.put("/" + entry, stream.files());
        site.fail("/" + entry, fault);
        Until.holds("the picture is there", () -> at(6.04).status() == 200);
        assertEquals(151, at(6.04).frame());
    }

    @Test
    void aSegmentThatIsMissingSpoilsNoOther() {
        site.put("/" + entry, stream.files());
        site.remove("/" + entry + "/segment-3.ts");
        assertEquals(404, at(6.04).status());
        assertEquals(101, at(4.04).frame());
        assertEquals(201, at(8.04).frame());
    }

    @Test
    void aSegmentThatIsNoVideoIsLikeAGap() {
        site.put("/" + entry, stream.files());
        site.put("/" + entry + "/segment-3.ts", "This is no segment. ".repeat(500));
        assertEquals(149, at(6.04).frame());
        assertEquals(101, at(4.04).frame());
        assertEquals(201, at(8.04).frame());
    }

    @ParameterizedTest
    @CsvSource({"15", "0", "17", "2000000"})
    void aKeyOfAWrongLengthIsNone(int length) {
        site.put("/" + entry, encrypted.files());
        site.put("/" + entry, Map.of("film.key", new byte[length]));
        assertTrue(List.of("error-17", "error-5").contains(String.valueOf(at(6.04).header("x-kaltura"))));
    }

    @Test
    void aWrongKeyShowsNoPicture() {
        site.put("/" + entry, encrypted.files());
        site.put("/" + entry, Map.of("film.key", new byte[16]));
        assertEquals("error-17", at(6.04).header("x-kaltura"));
    }

    private static final String HEAD = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n";
    private static final String END = "#EXT-X-ENDLIST\n";

    /** A playlist, and the error. */
    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("100,000 segments", HEAD + "#EXTINF:2,\nsegment-0.ts\n".repeat(100_000) + END, "error-17"),
                Arguments.of("itself", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nmedia.m3u8\n", "error-17"),
                Arguments.of("a file", HEAD + "#EXTINF:2,\nfile:///etc/passwd\n" + END, "error-5"),
                Arguments.of("a file as key", key("AES-128", "file:///etc/passwd"), "error-5"),
                Arguments.of(
                        "a file as variant", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nfile:///x/y.m3u8\n", "error-5"),
                Arguments.of("an upload", HEAD + "#EXTINF:2,\nupload:token\n" + END, "error-5"),
                Arguments.of("an inner address", HEAD + "#EXTINF:2,\nhttp://169.254.169.254/a.ts\n" + END, "error-5"),
                Arguments.of("another host", HEAD + "#EXTINF:2,\nhttp://example.org/a.ts\n" + END, "error-5"),
                Arguments.of("another port", HEAD + "#EXTINF:2,\nhttp://127.0.0.1:1/a.ts\n" + END, "error-5"),
                Arguments.of("SAMPLE-AES", key("SAMPLE-AES", "film.key"), "error-17"),
                Arguments.of("DRM", key("SAMPLE-AES-CTR", "skd://key"), "error-17"),
                Arguments.of("a year and more", HEAD + "#EXTINF:99999999,\nsegment-0.ts\n" + END, "error-17"),
                Arguments.of("a negative length", HEAD + "#EXTINF:-2,\nsegment-0.ts\n" + END, "error-17"),
                Arguments.of("no segments", HEAD + END, "error-17"),
                Arguments.of("only gaps", HEAD + "#EXT-X-GAP\n#EXTINF:2,\nsegment-0.ts\n" + END, "error-17"),
                Arguments.of("a web page", "<html><body>404</body></html>", "error-17"),
                Arguments.of("nothing", "", "error-17"),
                Arguments.of(
                        "a range without end",
                        HEAD + "#EXTINF:2,\n#EXT-X-BYTERANGE:9000000000000000000@9000000000000000000\nsegment-0.ts\n"
                                + END,
                        "error-17"));
    }

    private static String key(String method, String uri) {
        return HEAD + "#EXT-X-KEY:METHOD=" + method + ",URI=\"" + uri + "\"\n#EXTINF:2,\nsegment-0.ts\n" + END;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void refusesAHostilePlaylist(String name, String playlist, String error) {
        site.put("/" + entry, stream.media());
        site.put("/" + entry + "/media.m3u8", playlist);
        site.forget();
        Reply reply = at(0);
        assertEquals(404, reply.status(), reply::text);
        assertEquals(error, reply.header("x-kaltura"), reply::text);
        assertTrue(reply.text().length() > 10 && !reply.text().contains("Exception"), reply::text);
        assertEquals(0, site.count(Kind.SEGMENT) + site.count(Kind.KEY), site.requests()::toString);
    }

    @Test
    void aPlaylistOf50MegabytesIsNotReadToItsEnd() {
        byte[] huge = HEAD.repeat(50_000_000 / HEAD.length()).getBytes(StandardCharsets.US_ASCII);
        site.put("/" + entry, Map.of("media.m3u8", huge));
        Reply reply = at(0);
        assertEquals("error-17", reply.header("x-kaltura"), reply::text);
        site.remove("/" + entry + "/media.m3u8");
    }

    @Test
    void variantsThatLeadToEachOtherEndSoon() {
        site.put("/" + entry + "/index.m3u8", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nother.m3u8\n");
        site.put("/" + entry + "/other.m3u8", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nindex.m3u8\n");
        site.forget();
        Reply reply = edge.get(StreamingEdge.ladder(entry, "width/320"));
        assertEquals("error-17", reply.header("x-kaltura"), reply::text);
        assertTrue(site.count(Kind.PLAYLIST) <= 2, site.requests()::toString);
    }

    @Test
    void aRedirectToAnotherServerIsFollowedNoFurtherThanTheRulesAllow() {
        site.put("/" + entry, stream.files());
        site.redirect("/" + entry + "/segment-0.ts", "http://169.254.169.254/segment-0.ts");
        assertEquals("error-5", at(0).header("x-kaltura"));
    }
}
