package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The URL language and its errors, over the socket. */
class GrammarTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @TempDir
    static Path data;

    private static Edge edge;

    @BeforeAll
    static void start() throws Exception {
        edge = Edge.start(data);
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @AfterEach
    void settles() {
        edge.settles();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/p/100/sp/10000/thumbnail/entry_id/mkv/width/160/vid_sec/1",
                "/p/7/sp/100/thumbnail/entry_id/mkv/width/160/vid_sec/1",
                "/p/100/thumbnail/vid_sec/1/width/160/entry_id/mkv",
                "//p/100//thumbnail///entry_id/mkv//width/160/vid_sec/1",
                "/p/100/thumbnail/entry_id/mkv/width/160/vid_sec/1/",
                "/p/100/thumbnail/entry_id/mkv/width/160/vid_sec/1/height",
                "/p/100/thumbnail/entry_id/x/width/10/entry_id/mkv/width/160/vid_sec/1",
                "/p/100/thumbnail/entry_id/mkv.jpg/width/160.png/vid_sec/1",
                "/p/100/thumbnail/entry_id/mkv/width/160px/vid_sec/1.000",
                "/p/100/thumbnail/entry_id/mkv/width/160/vid_sec/1/type/0/quality/75/bgcolor/FFFFFF/format/JPEG",
                "/p/100/thumbnail/entry_id/mkv/width/160/vid_sec/1/WIDTH/9/crop_provider/x/strip/1/ks/abc",
                "/p/100/thumbnail/entry_id/mkv/width/160/height/-5/vid_sec/1",
                "/p/100/thumbnail/%65ntry_id/mk%76/width/160/vid_sec/1",
                "/p/100/thumbnail/?entry_id=mkv&width=160&vid_sec=1",
                "/p/100/thumbnail/entry_id/mkv/width/160?width=50&vid_sec=1&entry_id=x",
                "/p/100/thumbnail/entry_id/mkv/width/160/vid_slices/6/vid_slice/1",
            })
    void givesEverySpellingTheSamePicture(String spelling) {
        String plain = Edge.thumb(Clip.MKV, "width/160/vid_sec/1");
        Reply first = edge.picture(plain);
        assertEquals(25, first.frame());
        assertEquals("160x90", first.size());
        long renders = edge.renders();
        Reply other = edge.picture(spelling);
        assertEquals(first.header("etag"), other.header("etag"));
        if (!spelling.contains("vid_slice")) {
            assertEquals("hit; detail=memory", other.cacheStatus());
            assertEquals(renders, edge.renders());
        }
    }

    @Test
    void lastSourceOfAParameterWins() {
        String target = "/p/100/thumbnail/entry_id/x/width/50?width=40";
        Reply reply = edge.ask("POST", target, "entry_id=mkv&width=160&vid_sec=1", "content-type", FORM);
        assertEquals("160x90", reply.size());
        assertEquals(25, reply.frame());
        assertEquals(
                "50x28",
                edge.picture("/p/100/thumbnail/entry_id/mkv/width/50?width=40").size());
    }

    @Test
    void exclamationMarkStretches() {
        assertEquals(
                "160x160",
                edge.picture(Edge.thumb(Clip.MKV, "width/160!/height/160/vid_sec/1"))
                        .size());
    }

    @Test
    void takesAPostWithoutABody() {
        assertEquals(25, edge.ask("POST", Edge.thumb(Clip.MKV, "vid_sec/1"), "").frame());
    }

    @Test
    void tellsScriptsOnOtherSitesWhatTheyMayAsk() {
        Reply reply = edge.ask("OPTIONS", Edge.thumb(Clip.MKV, "width/160"), "");
        assertEquals(200, reply.status());
        assertEquals("*", reply.header("access-control-allow-origin"));
        assertEquals("POST, GET, HEAD, OPTIONS", reply.header("access-control-allow-methods"));
        assertEquals(
                "Origin, X-Requested-With, Content-Type, Accept, Range, Cache-Control, X-Kaltura-Ks",
                reply.header("access-control-allow-headers"));
        assertEquals(
                "Server, Content-Length, Content-Range, Date, Cache-Control, Content-Encoding",
                reply.header("access-control-expose-headers"));
        assertEquals(0, reply.body().length);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void headTellsWhatGetWould(boolean hot) {
        String target = Edge.thumb(Clip.MKV, "width/160/vid_sec/2") + (hot ? "" : "?slow");
        if (hot) {
            edge.picture(target);
        }
        Reply head = edge.ask("HEAD", target, "");
        Reply get = edge.picture(target);
        assertEquals(comparable(get), comparable(head));
        assertEquals(String.valueOf(get.body().length), head.header("content-length"));
        assertEquals(0, head.body().length);
    }

    @Test
    void headTellsWhatGetWouldAlsoOfAnError() {
        Reply head = edge.ask("HEAD", Edge.thumb("nothing", "width/160"), "");
        Reply get = edge.get(Edge.thumb("nothing", "width/160"));
        assertEquals(404, head.status());
        assertEquals(comparable(get), comparable(head));
        assertEquals(0, head.body().length);
    }

    private static Map<String, String> comparable(Reply reply) {
        Map<String, String> headers = new HashMap<>(reply.headers());
        headers.keySet().removeAll(Set.of("date", "age", "cache-status", "x-request-id"));
        return headers;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/p",
                "/p/100",
                "/p/100/thumbnail",
                "/p/100/thumbnail?entry_id=mkv",
                "/p/x/thumbnail/entry_id/mkv",
                "/p/100/sp/thumbnail/entry_id/mkv",
                "/s/p/100/thumbnail/entry_id/mkv",
                "/P/100/thumbnail/entry_id/mkv",
                "/p/100/thumbnail/entry_id/a%2fb",
                "/p/100/thumbnail/entry_id/mkv%00",
                "/p/100/../100/thumbnail/entry_id/mkv",
                "/warm-up/x",
            })
    void knowsNoOtherRoute(String target) {
        Reply reply = edge.get(target);
        assertEquals(404, reply.status());
        assertNull(reply.header("x-kaltura"));
        assertEquals("text/plain; charset=utf-8", reply.header("content-type"));
        assertOneLine(reply);
    }

    @Test
    void refusesOtherMethodsAndBodies() {
        String target = Edge.thumb(Clip.MKV, "width/160");
        Reply put = edge.ask("PUT", target, "x");
        assertEquals(405, put.status());
        assertEquals("POST, GET, HEAD, OPTIONS", put.header("allow"));
        assertEquals(
                415,
                edge.ask("POST", target, "{}", "content-type", "application/json")
                        .status());
        assertEquals(
                413,
                edge.ask("POST", target, "a".repeat(17 << 10), "content-type", FORM)
                        .status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "entry_id/nothing | 1 | requested entry not found | no entry",
                "entry_id/.. | 1 | requested entry not found | no entry",
                "entry_id/%2e%2e%5cmkv | 1 | requested entry not found | no entry",
                "width/160 | 8 | no entry and no widget could be loaded | entry_id",
                "0_x/width/100 | 8 | no entry and no widget could be loaded | entry_id",
                "entry_id/mkv/bgcolor/red | 25 | wrong query attributes, bgcolor | bgcolor",
                "entry_id/mkv/vid_slices/0 | 25 | wrong query attributes, vid_slices | 1 or more",
                "entry_id/mkv/start_sec/3/end_sec/2 | 25 | wrong query attributes, start_sec | end_sec",
                "entry_id/mkv/vid_slices/3/start_sec/7 | 25 | wrong query attributes, start_sec | 6.0 s",
                "entry_id/mkv/vid_slices/600 | 25 | wrong query attributes, vid_slices | 65500",
                "entry_id/mkv/format/xyz | 25 | wrong query attributes, format | jpg, jpeg, png, png8, png24, png32",
                "entry_id/mkv/src_x/5000 | 25 | wrong query attributes, src_x | outside",
                "entry_id/mkv/width/9000/height/9000/type/5 | 25 | wrong query attributes, the picture | 36000000",
                "entry_id/garbage | 17 | image resize failed | video",
                "entry_id/empty | 17 | image resize failed | video",
                "entry_id/text | 17 | image resize failed | video",
                "entry_id/truncated-before-index | 17 | image resize failed | video",
            })
    void explainsItsErrors(String parameters, int number, String app, String text) {
        Reply reply = edge.get("/p/100/thumbnail/" + parameters);
        assertEquals(404, reply.status(), reply::text);
        assertEquals("error-" + number, reply.header("x-kaltura"));
        String said = reply.header("x-kaltura-app");
        assertTrue(said != null && said.startsWith("exiting on error " + number + " - " + app), said);
        assertEquals("public, max-age=60", reply.header("cache-control"));
        assertEquals("text/plain; charset=utf-8", reply.header("content-type"));
        assertEquals("*", reply.header("access-control-allow-origin"));
        assertOneLine(reply);
        assertTrue(reply.text().contains(text), reply::text);
        assertFalse(reply.text().contains(".mp4"), reply::text);
    }

    private static void assertOneLine(Reply reply) {
        assertTrue(reply.text().matches("[^\n]{10,}\n"), reply::text);
    }

    @Test
    void answersNoRequestWithAnothersPicture() {
        Reply first = edge.picture(Edge.thumb(Clip.MKV, "width/160/vid_sec/1"));
        Reply second = edge.picture(Edge.thumb(Clip.TS, "width/160/vid_sec/4"));
        assertEquals(25, first.frame());
        assertEquals(100, second.frame());
        assertArrayEquals(
                first.body(),
                edge.picture(Edge.thumb(Clip.MKV, "width/160/vid_sec/1")).body());
    }
}
