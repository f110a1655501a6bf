package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.clips.HlsRecipe;
import io.posterframe.clips.HlsSite;
import io.posterframe.clips.HlsStream;
import io.posterframe.clips.LiveWindow;
import io.posterframe.dialect.capture.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** VideoSDK's capture of live streams, from the call to the picture under the URL of its answer. */
class CaptureTest {
    private static final HlsStream STREAM = HlsRecipe.ts(Clip.STREAM).make();

    @TempDir
    static Path data;

    private static Vertx vertx;
    private static HlsSite site;
    private static LiveWindow live;
    private static Edge edge;
    private static AdminCalls admin;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        site = new HlsSite(vertx);
        live = site.live("/live", STREAM, 3);
        edge = Edge.start(data, options()).ready();
        admin = new AdminCalls(edge);
        room("live", live.url(), "'quality': 'low'");
    }

    private static String[] options(String... more) {
        String[] options = AdminCalls.options(
                "capture.keys", CaptureRefusalTest.KEYS, "origin.allowed-addresses", "[127.0.0.0/8]");
        String[] all = Arrays.copyOf(options, options.length + more.length);
        System.arraycopy(more, 0, all, options.length, more.length);
        return all;
    }

    @AfterAll
    static void stop() {
        edge.close();
        site.close();
        vertx.close().await();
    }

    private static void room(String id, String url, String more) {
        admin.put("rooms/" + id, "{'url': '" + url + "', " + more + "}");
    }

    private static Reply ask(Edge server, String body) {
        return server.ask(
                "POST",
                CaptureRefusalTest.CAPTURE,
                body.replace('\'', '"'),
                "Authorization",
                Tokens.good(),
                "Content-Type",
                "application/json");
    }

    private static JsonObject capture(String body) {
        Reply reply = ask(edge, body);
        assertEquals(200, reply.status(), reply::text);
        return new JsonObject(reply.text());
    }

    private static Reply picture(JsonObject capture) {
        return edge.picture(URI.create(capture.getString("filePath")).getPath());
    }

    @Test
    void theAnswerIsTheVendorsAndEachWordOfItIsTrue() {
        Instant before = Instant.now().minusMillis(1);
        Reply reply = ask(edge, "{'roomId': 'live'}");
        assertEquals(200, reply.status(), reply::text);
        assertEquals("application/json", reply.header("content-type"));
        assertEquals("private, no-store", reply.header("cache-control"));
        JsonObject answer = new JsonObject(reply.text());
        assertEquals(
                List.of("message", "roomId", "meta", "filePath", "fileSize", "fileName"),
                List.copyOf(answer.fieldNames()));
        assertEquals("captured thumbnail successfully", answer.getString("message"));
        assertEquals("live", answer.getString("roomId"));
        JsonObject meta = answer.getJsonObject("meta");
        assertEquals(List.of("createdAt", "width", "height", "format"), List.copyOf(meta.fieldNames()));
        String createdAt = meta.getString("createdAt");
        assertTrue(createdAt.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"), createdAt);
        assertTrue(Instant.parse(createdAt).isAfter(before));
        String name = answer.getString("fileName");
        assertEquals("http://127.0.0.1:" + edge.port() + "/thumbnail/" + name + ".jpg", answer.getString("filePath"));
        Reply picture = picture(answer);
        assertEquals(answer.getLong("fileSize"), picture.body().length);
        assertEquals("854x480", picture.size());
        assertEquals(854, meta.getInteger("width"));
        assertEquals(480, meta.getInteger("height"));
        assertEquals("jpg", meta.getString("format"));
        assertEquals(live.lastFrame(), picture.frame(), "the newest frame");
    }

    @ParameterizedTest
    @CsvSource({"jpg, image/jpeg, 320, 180", "png, image/png, 200, 200", "webp, image/webp, 320, 180"})
    void formatsAndSizesAreThoseThatWereAskedFor(String format, String type, int width, int height) {
        JsonObject answer = capture(
                "{'roomId': 'live', 'format': '" + format + "', 'width': '" + width + "', 'height': " + height + "}");
        assertEquals(format, answer.getJsonObject("meta").getString("format"));
        Reply picture = picture(answer);
        assertEquals(type, picture.header("content-type"));
        assertEquals(width, answer.getJsonObject("meta").getInteger("width"));
        assertEquals(height, answer.getJsonObject("meta").getInteger("height"));
        if (!format.equals("webp")) {
            assertEquals(width + "x" + height, picture.size());
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "0.5", "1.3", "1000"})
    void aTimeCountsFromTheWindowsStart(String time) {
        String size = ", 'width': 320}";
        JsonObject number = capture("{'roomId': 'live', 'time': " + time + size);
        JsonObject text = capture("{'roomId': 'live', 'time': '" + time + "'" + size);
        int frame = live.frameAt(Double.parseDouble(time));
        assertEquals(frame, picture(number).frame());
        assertEquals(frame, picture(text).frame());
        assertNotEquals(number.getString("fileName"), text.getString("fileName"));
    }

    @Test
    void aStreamThatGoesOnIsCapturedAsItIsThen() {
        LiveWindow moving = site.live("/moving", STREAM, 2);
        room("moving", moving.url(), "'quality': 'low'");
        JsonObject first = capture("{'roomId': 'moving'}");
        int frame = moving.lastFrame();
        assertEquals(frame, picture(first).frame());
        moving.moveTo(1);
        Until.holds(
                "the newest frame is captured",
                () -> picture(capture("{'roomId': 'moving'}")).frame() == moving.lastFrame());
        assertEquals(frame, picture(first).frame(), "a stored picture stays as it is");
    }

    @Test
    void aRoomThatMovesIsCapturedWhereItIs() {
        LiveWindow one = site.live("/one", STREAM, 2);
        LiveWindow other = site.live("/other", STREAM, 2);
        other.moveTo(2);
        room("nomad", one.url(), "'quality': 'low'");
        assertEquals(one.lastFrame(), picture(capture("{'roomId': 'nomad'}")).frame());
        room("nomad", other.url(), "'quality': 'low'");
        assertEquals(other.lastFrame(), picture(capture("{'roomId': 'nomad'}")).frame());
    }

    @Test
    void aStoredPictureIsServedLikeOthers() {
        JsonObject answer = capture("{'roomId': 'live', 'width': 320}");
        String path = URI.create(answer.getString("filePath")).getPath();
        Reply whole = edge.picture(path);
        String etag = whole.header("etag");
        assertEquals("image/jpeg", whole.header("content-type"));
        assertTrue(
                whole.header("cache-control").matches("public, max-age=6047\\d\\d, s-maxage=6047\\d\\d"),
                whole.header("cache-control"));
        assertTrue(whole.header("last-modified").endsWith("GMT"));
        assertNull(whole.header("cache-tag"));
        assertNull(whole.header("surrogate-key"));
        assertEquals(304, edge.get(path, "If-None-Match", etag).status());
        Reply part = edge.get(path, "Range", "bytes=2-5");
        assertEquals(206, part.status());
        assertArrayEquals(Arrays.copyOfRange(whole.body(), 2, 6), part.body());
        Reply head = edge.ask("HEAD", path, "");
        assertEquals(200, head.status());
        assertEquals(Integer.toString(whole.body().length), head.header("content-length"));
        assertEquals(0, head.body().length);
    }

    @Test
    void whatIsWrongWithAStreamIsTold() {
        Map<String, String> rooms = Map.of(
                "gone", site.url("/gone/media.m3u8"),
                "broken", site.url("/broken/media.m3u8"),
                "garbage", site.url("/garbage/media.m3u8"));
        site.fail("/broken", 500);
        site.put("/garbage/media.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nnoise.ts\n");
        site.put("/garbage/noise.ts", "noise".repeat(1000));
        rooms.forEach((room, url) -> room(room, url, "'quality': 'low'"));
        assertEquals("404 resource_not_found", error("gone"));
        assertEquals("406 fetch_error", error("broken"));
        assertEquals("422 invalid_object", error("garbage"));
    }

    private static String error(String room) {
        Reply reply = ask(edge, "{'roomId': '" + room + "'}");
        return reply.status() + " " + new JsonObject(reply.text()).getString("code");
    }

    @Test
    void capturesOutliveTheServerAndEndWithTheirTime(@TempDir Path other) throws Exception {
        String path;
        byte[] bytes;
        try (Edge first = Edge.start(other, options("capture.site-url", "https://pictures.example.com/"))
                .ready()) {
            new AdminCalls(first).put("rooms/live", "{'url': '" + live.url() + "', 'quality': 'low'}");
            JsonObject answer = new JsonObject(
                    ask(first, "{'roomId': 'live', 'width': 160}").text());
            URI url = URI.create(answer.getString("filePath"));
            assertEquals("pictures.example.com", url.getHost());
            assertEquals("https", url.getScheme());
            path = url.getPath();
            bytes = first.picture(path).body();
        }
        try (Edge second = Edge.start(other, options())) {
            assertArrayEquals(bytes, second.picture(path).body());
            assertEquals(1, captures(other));
        }
        try (Edge third = Edge.start(other, options("capture.keep-for", "1s")).ready()) {
            String passing = URI.create(new JsonObject(ask(third, "{'roomId': 'live', 'width': 160}")
                                    .text())
                            .getString("filePath"))
                    .getPath();
            Until.holds("it expires", () -> third.get(passing).status() == 404);
            assertArrayEquals(bytes, third.picture(path).body(), "what was promised longer stays longer");
        }
    }

    private static long captures(Path data) throws Exception {
        try (var files = Files.list(data.resolve("captures"))) {
            return files.filter(file -> file.toString().endsWith(".jpg")).count();
        }
    }
}
