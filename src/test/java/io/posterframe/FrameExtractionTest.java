package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cloudglue's frame extractions, from the upload of a file to the images of its frames. */
class FrameExtractionTest {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @TempDir
    static Path data;

    private static Edge edge;
    private static FrameCalls calls;
    private static FrameCalls other;
    private static AdminCalls admin;
    private static String file;

    @BeforeAll
    static void start() throws Exception {
        edge = Edge.start(data, AdminCalls.options("frames.keys", FrameCalls.KEYS))
                .ready();
        calls = FrameCalls.of(edge);
        other = new FrameCalls(edge, FrameCalls.OTHER_KEY);
        admin = new AdminCalls(edge);
        file = calls.file(Clip.MP4_INDEX_LAST);
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    private static String rate(double framesPerSecond) {
        return ",'uniform_config':{'frames_per_second':" + framesPerSecond + "}";
    }

    /** Checks that each frame is of its time, which is so many seconds behind the start. */
    private static void assertFrames(Clip clip, JsonObject extraction, double start, double rate, int count) {
        assertEquals(count, extraction.getInteger("frame_count"));
        int number = 0;
        for (JsonObject frame : FrameCalls.frames(extraction)) {
            double seconds = Math.round(start * 1e6 + number * 1e6 / rate) / 1e6;
            assertEquals(seconds, frame.getDouble("timestamp"), "the time of frame " + number);
            Reply picture = edge.picture(FrameCalls.path(frame));
            assertEquals(clip.frameAt(seconds), picture.frame(), "frame " + number);
            number++;
        }
        assertEquals(Math.min(count, 100), number);
    }

    @Test
    void anExtractionIsPendingAtOnceAndCompletedLater() {
        long before = Instant.now().getEpochSecond();
        JsonObject pending = calls.create(file, rate(2));
        assertEquals(
                List.of("frame_extraction_id", "status", "created_at", "file_id", "frame_extraction_config"),
                List.copyOf(pending.fieldNames()));
        assertTrue(Set.of("pending", "processing").contains(pending.getString("status")));
        assertTrue(UUID.matcher(pending.getString("frame_extraction_id")).matches());
        long created = pending.getLong("created_at");
        assertTrue(created >= before && created <= Instant.now().getEpochSecond());
        assertEquals(file, pending.getString("file_id"));

        JsonObject done = calls.extract(file, rate(2));
        assertEquals(pending.getString("frame_extraction_id"), done.getString("frame_extraction_id"));
        assertEquals(
                List.of(
                        "frame_extraction_id",
                        "status",
                        "created_at",
                        "file_id",
                        "frame_extraction_config",
                        "frame_count",
                        "data"),
                List.copyOf(done.fieldNames()));
        assertFrames(Clip.MP4_INDEX_LAST, done, 0, 2, 12);
        JsonObject first = FrameCalls.frames(done).iterator().next();
        assertTrue(UUID.matcher(first.getString("id")).matches());
        assertEquals(
                "http://127.0.0.1:" + edge.port() + "/frames/" + done.getString("frame_extraction_id") + "/0.jpg",
                first.getString("thumbnail_url"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.3, 0, 6, 2",
        "1, 0, 6, 6",
        "2.5, 1.2, 4.2, 8",
        "0.1, 5.5, 6, 1",
        "30, 2, 5, 90",
        "29.97, 0, 3, 90",
        "4, 5.9, 6, 1"
    })
    void framesAreOfTheirTimesAtAnyRateAndRange(double rate, double start, double end, int count) {
        String range = ",'start_time_seconds':" + start + (end == 6 ? "" : ",'end_time_seconds':" + end);
        JsonObject done = calls.extract(file, rate(rate) + range);
        assertFrames(Clip.MP4_INDEX_LAST, done, start, rate, count);
    }

    @ParameterizedTest
    @CsvSource({"64, 64x36", "320, 320x180", "639, 639x359", "640, 640x360", "1024, 640x360", "4096, 640x360"})
    void aFrameIsNoWiderThanWasAskedForAndThanItsVideo(int width, String size) {
        String wide = calls.file(Clip.STREAM_LARGE);
        JsonObject done = calls.extract(
                wide, ",'uniform_config':{'max_width':" + width + ",'frames_per_second':0.1},'end_time_seconds':1");
        assertEquals(
                size,
                edge.picture(FrameCalls.path(FrameCalls.frames(done).iterator().next()))
                        .size());
        calls.ask("DELETE", "files/" + wide, "");
    }

    @Test
    void allPagesTogetherAreAllFrames() {
        JsonObject done = calls.extract(file, rate(25));
        String path = "frames/" + done.getString("frame_extraction_id");
        assertEquals(150, done.getInteger("frame_count"));
        assertEquals(
                50, calls.get(path).getJsonObject("data").getJsonArray("frames").size(), "the usual limit");
        List<Double> times = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int offset = 0; offset < 150; offset += 40) {
            JsonObject page = calls.get(path + "?limit=40&offset=" + offset);
            assertEquals(150, page.getJsonObject("data").getInteger("total"));
            assertEquals(40, page.getJsonObject("data").getInteger("limit"));
            assertEquals(offset, page.getJsonObject("data").getInteger("offset"));
            FrameCalls.frames(page).forEach(frame -> {
                times.add(frame.getDouble("timestamp"));
                ids.add(frame.getString("id"));
            });
        }
        assertEquals(150, ids.size());
        for (int number = 0; number < 150; number++) {
            assertEquals(number / 25.0, times.get(number));
        }
        for (String behind : List.of("150", "151", "999999999")) {
            JsonObject data = calls.get(path + "?offset=" + behind).getJsonObject("data");
            assertTrue(data.getJsonArray("frames").isEmpty());
            assertEquals(150, data.getInteger("total"));
        }
    }

    @Test
    void theSameOrderIsTheSameExtraction() {
        String id = calls.create(file, rate(0.5)).getString("frame_extraction_id");
        assertEquals(id, calls.create(file, rate(0.50)).getString("frame_extraction_id"));
        assertEquals(
                id,
                calls.create(
                                file,
                                ",'uniform_config':{'max_width':1024,'frames_per_second':0.5},'thumbnails_config':{}")
                        .getString("frame_extraction_id"));
        Set<String> others = new HashSet<>(List.of(id));
        for (String config : List.of(
                rate(0.25),
                ",'uniform_config':{'max_width':64,'frames_per_second':0.5}",
                rate(0.5) + ",'start_time_seconds':0",
                rate(0.5) + ",'end_time_seconds':6",
                rate(0.5) + ",'thumbnails_config':{'enable_frame_thumbnails':false}")) {
            assertTrue(others.add(calls.create(file, config).getString("frame_extraction_id")), config);
        }
        String again = calls.file(Clip.MP4_INDEX_LAST);
        assertNotEquals(id, calls.create(again, rate(0.5)).getString("frame_extraction_id"), "another file");
        JsonObject list = calls.get("files/" + again + "/frames");
        assertEquals(1, list.getInteger("total"));
        calls.ask("DELETE", "files/" + again, "");
    }

    @Test
    void theConfigThatCountsIsTold() {
        JsonObject told = calls.create(
                        file, ",'start_time_seconds':0.25,'end_time_seconds':5,'uniform_config':{'max_width':200}")
                .getJsonObject("frame_extraction_config");
        assertEquals(
                "{\"strategy\":\"uniform\",\"uniform_config\":{\"frames_per_second\":1,\"max_width\":200},"
                        + "\"thumbnails_config\":{\"enable_frame_thumbnails\":true},"
                        + "\"start_time_seconds\":0.25,\"end_time_seconds\":5}",
                told.encode());
    }

    @Test
    void framesWithoutThumbnailsHaveNoImages() {
        JsonObject done = calls.extract(file, ",'thumbnails_config':{'enable_frame_thumbnails':false}");
        for (JsonObject frame : FrameCalls.frames(done)) {
            assertEquals(Set.of("id", "timestamp"), frame.fieldNames());
        }
        assertEquals(
                404,
                edge.get("/frames/" + done.getString("frame_extraction_id") + "/0.jpg")
                        .status());
    }

    @Test
    void anImageIsServedLikeOtherPictures() {
        JsonObject done = calls.extract(file, rate(1));
        String path = FrameCalls.path(FrameCalls.frames(done).iterator().next());
        Reply whole = edge.picture(path);
        String etag = whole.header("etag");
        assertEquals("image/jpeg", whole.header("content-type"));
        assertTrue(etag.startsWith("\""), etag);
        assertTrue(
                whole.header("cache-control")
                        .matches("public, max-age=604[78]\\d\\d, s-maxage=604[78]\\d\\d, immutable"),
                whole.header("cache-control"));
        assertTrue(whole.header("last-modified").endsWith("GMT"));
        assertEquals("entry-" + file + ",partner-100", whole.header("cache-tag"));
        assertEquals("entry-" + file + " partner-100", whole.header("surrogate-key"));
        Reply same = edge.get(path, "If-None-Match", etag);
        assertEquals(304, same.status());
        assertEquals(etag, same.header("etag"));
        assertEquals(
                304,
                edge.get(path, "If-Modified-Since", whole.header("last-modified"))
                        .status());
        Reply part = edge.get(path, "Range", "bytes=2-5", "If-Range", etag);
        assertEquals(206, part.status());
        assertArrayEquals(Arrays.copyOfRange(whole.body(), 2, 6), part.body());
        assertEquals(416, edge.get(path, "Range", "bytes=9999999-").status());
        Reply head = edge.ask("HEAD", path, "");
        assertEquals(200, head.status());
        assertEquals(Integer.toString(whole.body().length), head.header("content-length"));
        assertEquals(0, head.body().length);
        assertEquals(404, edge.get(path.replace("/0.jpg", "/6.jpg")).status(), "behind the last");
    }

    @Test
    void framesOfAnExtractionThatIsAtWorkAreThereAsSoonAsTheyAreMade() throws Exception {
        String id = calls.create("long-gop", rate(30)).getString("frame_extraction_id");
        Until.holds("some frames are there", () -> progress(id).matches("[1-9][0-9]*/1800"));
        try (StoppedWorkers stopped = edge.stopWorkers()) {
            assertTrue(progress(id).endsWith("/1800"), "it is not complete yet");
            Reply first = edge.picture("/frames/" + id + "/0.jpg");
            assertEquals(0, first.frame());
            assertEquals("public, max-age=10, s-maxage=10", first.header("cache-control"));
            assertEquals(404, edge.get("/frames/" + id + "/1799.jpg").status());
            stopped.letGo();
        }
        assertEquals(200, calls.ask("DELETE", "frames/" + id, "").status());
        assertEquals(404, edge.get("/frames/" + id + "/0.jpg").status());
    }

    private static String progress(String id) {
        return calls.ask("GET", "frames/" + id, "").headers().getOrDefault("x-posterframe-progress", "none");
    }

    @Test
    void imagesOfABlockedAccountAreNotServed() {
        String path = FrameCalls.path(
                FrameCalls.frames(other.extract("mkv", rate(0.1))).iterator().next());
        assertEquals(200, edge.get(path).status());
        admin.put("partners/200", "{'status': 'blocked'}");
        Until.holds("it is blocked", () -> edge.get(path).status() == 403);
        admin.put("partners/200", "{}");
        Until.holds("it is served again", () -> edge.get(path).status() == 200);
    }

    @Test
    void anExtractionThatIsDeletedIsGoneWithItsImages() {
        JsonObject done = calls.extract(file, rate(3));
        String id = done.getString("frame_extraction_id");
        String path = FrameCalls.path(FrameCalls.frames(done).iterator().next());
        assertEquals(200, edge.get(path).status());
        Reply deleted = calls.ask("DELETE", "frames/" + id, "");
        assertEquals(200, deleted.status());
        assertEquals("{\"id\":\"" + id + "\"}", deleted.text());
        assertEquals(404, calls.ask("GET", "frames/" + id, "").status());
        assertEquals(404, calls.ask("DELETE", "frames/" + id, "").status());
        assertEquals(404, edge.get(path).status());
        assertNotEquals(id, calls.create(file, rate(3)).getString("frame_extraction_id"));
    }

    @Test
    void anImageThatWasLookedAtIsServedFromMemory() throws Exception {
        JsonObject done = calls.extract(file, rate(0.7));
        String id = done.getString("frame_extraction_id");
        Reply first = edge.picture("/frames/" + id + "/0.jpg");
        String bundle = CutFrames.all(edge.server().jobs(), id).get(0).bundle();
        Files.delete(
                data.resolve("frames").resolve(id.substring(0, 2)).resolve(id).resolve(bundle));
        assertArrayEquals(first.body(), edge.picture("/frames/" + id + "/0.jpg").body());
        assertEquals(200, edge.ask("HEAD", "/frames/" + id + "/0.jpg", "").status());
        assertEquals(404, edge.get("/frames/" + id + "/1.jpg").status());
    }

    @Test
    void imagesOfADeletedFileAreGoneWithinASecondOrSo() {
        String mine = calls.file(Clip.MKV);
        String path = FrameCalls.path(
                FrameCalls.frames(calls.extract(mine, rate(1))).iterator().next());
        Reply first = edge.get(path);
        assertEquals(200, first.status());
        assertArrayEquals(first.body(), edge.get(path).body());
        assertEquals(200, calls.ask("DELETE", "files/" + mine, "").status());
        long deleted = System.nanoTime();
        Until.holds("they are gone", () -> edge.get(path).status() == 404);
        assertTrue(System.nanoTime() - deleted < 5_000_000_000L);
    }

    @Test
    void anotherAccountSeesNothing() {
        String id = calls.extract(file, rate(1)).getString("frame_extraction_id");
        assertEquals(404, other.ask("GET", "frames/" + id, "").status());
        assertEquals(404, other.ask("DELETE", "frames/" + id, "").status());
        assertEquals(404, other.ask("GET", "files/" + file, "").status());
        assertEquals(404, other.ask("PUT", "files/" + file, "{}").status());
        assertEquals(404, other.ask("DELETE", "files/" + file, "").status());
        assertEquals(404, other.ask("GET", "files/" + file + "/frames", "").status());
        assertEquals(
                404,
                other.ask("POST", "files/" + file + "/frames", "{'strategy':'uniform'}")
                        .status());

        assertEquals(200, calls.ask("GET", "frames/" + id, "").status());
    }

    @Test
    void theExtractionsOfAFileAreListedWithoutTheirFrames() {
        String mine = calls.file(Clip.MP4_INDEX_FIRST);
        JsonObject none = calls.get("files/" + mine + "/frames");
        assertEquals("{\"object\":\"list\",\"data\":[],\"total\":0,\"limit\":50,\"offset\":0}", none.encode());
        String first = calls.extract(mine, rate(1)).getString("frame_extraction_id");
        String second = calls.extract(mine, rate(2)).getString("frame_extraction_id");
        JsonObject list = calls.get("files/" + mine + "/frames");
        assertEquals(2, list.getInteger("total"));
        assertEquals(second, list.getJsonArray("data").getJsonObject(0).getString("frame_extraction_id"));
        JsonObject last = calls.get("files/" + mine + "/frames?limit=1&offset=1")
                .getJsonArray("data")
                .getJsonObject(0);
        assertEquals(first, last.getString("frame_extraction_id"));
        assertEquals(6, last.getInteger("frame_count"));
        assertFalse(last.containsKey("data"));
        assertEquals(200, calls.ask("DELETE", "files/" + mine, "").status());
        assertEquals(404, calls.ask("GET", "frames/" + first, "").status());
        assertEquals(404, calls.ask("GET", "files/" + mine + "/frames", "").status());
    }

    @Test
    void anyEntryOfTheAccountIsAFile() {
        admin.put("partners/300", "{}");
        admin.video("0_theirs", "300", Clip.MKV, "");
        admin.put("partners/100", "{}");
        admin.video("0_ours", "100", Clip.MKV, "");
        assertFrames(Clip.MKV, calls.extract("0_ours", rate(1)), 0, 1, 6);
        assertFrames(Clip.VP9, calls.extract("vp9", rate(1)), 0, 1, 6);
        assertEquals(
                404,
                calls.ask("POST", "files/0_theirs/frames", "{'strategy':'uniform'}")
                        .status());
        assertEquals(0, calls.get("files/mkv/frames").getInteger("total"));
    }

    @Test
    void aFileIsWhatWasUploaded() throws Exception {
        byte[] bytes = Files.readAllBytes(Clip.STREAM_LARGE.file());
        Reply reply = calls.upload("films/day one.ts", bytes, Map.of("metadata", "{\"album\": [1, 2.50]}"));
        assertEquals(200, reply.status(), reply::text);
        JsonObject uploaded = new JsonObject(reply.text());
        String id = uploaded.getString("id");
        assertTrue(UUID.matcher(id).matches());
        assertEquals("completed", uploaded.getString("status"));
        assertEquals(bytes.length, uploaded.getInteger("bytes"));
        assertEquals("day one.ts", uploaded.getString("filename"));
        assertEquals("cloudglue://files/" + id, uploaded.getString("uri"));
        assertTrue(reply.text().contains("\"metadata\":{\"album\":[1,2.5"), reply::text);
        JsonObject info = uploaded.getJsonObject("media_info");
        assertEquals(640, info.getInteger("width"));
        assertEquals(360, info.getInteger("height"));
        assertEquals(12, info.getDouble("duration_seconds"), 0.1);
        Reply poster =
                edge.picture(URI.create(uploaded.getString("thumbnail_url")).getPath());
        assertEquals("320x180", poster.size());
        assertEquals(uploaded, calls.get("files/" + id));

        Reply named = calls.ask("PUT", "files/" + id, "{'filename':'day two.ts'}");
        assertEquals(uploaded.copy().put("filename", "day two.ts"), new JsonObject(named.text()));
        Reply bare = calls.ask("PUT", "files/" + id, "{'metadata':null}");
        assertNull(new JsonObject(bare.text()).getValue("metadata"));
        assertEquals(400, calls.ask("PUT", "files/" + id, "{'metadata':[]}").status());
        assertEquals("day two.ts", calls.get("files/" + id).getString("filename"));

        Reply deleted = calls.ask("DELETE", "files/" + id, "");
        assertEquals("{\"id\":\"" + id + "\",\"object\":\"file\"}", deleted.text());
        assertEquals(404, calls.ask("GET", "files/" + id, "").status());
        Until.holds(
                "its picture is gone",
                () -> edge.get(URI.create(uploaded.getString("thumbnail_url")).getPath())
                                .status()
                        == 404);
    }

    @Test
    void filesAreListedInTheOrderThatIsAskedFor() throws Exception {
        FrameCalls mine = new FrameCalls(edge, FrameCalls.OTHER_KEY);
        byte[] clip = Files.readAllBytes(Clip.MKV.file());
        List<String> ids = new ArrayList<>();
        for (String name : List.of("b.mkv", "c.mkv", "a.mkv")) {
            ids.add(new JsonObject(mine.upload(name, clip, Map.of()).text()).getString("id"));
        }
        assertEquals("a,c,b", names(mine, ""));
        assertEquals("b,c,a", names(mine, "?sort=asc"));
        assertEquals("c,b,a", names(mine, "?order=filename"));
        assertEquals("b", names(mine, "?order=filename&sort=asc&limit=1&offset=1"));
        assertEquals("", names(mine, "?status=failed"));
        assertEquals("", names(mine, "?created_before=2020-01-01"));
        assertEquals("a,c,b", names(mine, "?created_after=2020-01-01&status=completed"));
        assertEquals("", names(mine, "?created_after=" + (Instant.now().getEpochSecond() + 60)));
        assertEquals(3, mine.get("files?limit=1").getInteger("total"));
        for (String id : ids) {
            assertEquals(200, mine.ask("DELETE", "files/" + id, "").status());
        }
    }

    private static String names(FrameCalls calls, String query) {
        List<String> names = calls.get("files" + query).getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .map(one -> one.getString("filename").replace(".mkv", ""))
                .toList();
        return String.join(",", names);
    }
}
