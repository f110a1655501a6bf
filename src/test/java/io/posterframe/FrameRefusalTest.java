package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller of the frame extractions is told when there is nothing for it. */
class FrameRefusalTest {
    private static final String ID = "3c90c3cc-0d44-4b50-8888-8dd25736052a";
    private static final String RANGE = "Invalid request or file duration is less than specified time range: ";

    @TempDir
    static Path data;

    private static Edge edge;
    private static FrameCalls calls;
    private static AdminCalls admin;

    @BeforeAll
    static void start() throws Exception {
        edge = Edge.start(
                        data,
                        AdminCalls.options(
                                "frames.keys",
                                FrameCalls.KEYS,
                                "uploads.max-file-bytes",
                                "1MiB",
                                "jobs.max-frames",
                                "150"))
                .ready();
        calls = FrameCalls.of(edge);
        admin = new AdminCalls(edge);
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    /** Its status and text, when it is an error as the API has it. */
    private static String error(Reply reply) {
        assertEquals("application/json", reply.header("content-type"), reply::text);
        assertEquals("*", reply.header("access-control-allow-origin"));
        assertEquals("private, no-store", reply.header("cache-control"));
        JsonObject error = new JsonObject(reply.text());
        assertEquals(Set.of("error"), error.fieldNames());
        return reply.status() + " " + error.getString("error");
    }

    private static String create(String file, String config) {
        return error(calls.ask("POST", "files/" + file + "/frames", "{'strategy':'uniform'" + config + "}"));
    }

    @Test
    void noCallIsAnsweredWithoutAKey() {
        for (String call : List.of(
                "GET files",
                "GET files/x",
                "PUT files/x",
                "DELETE files/x",
                "GET files/x/frames",
                "POST files/x/frames",
                "GET frames/" + ID,
                "DELETE frames/" + ID)) {
            String method = call.substring(0, call.indexOf(' '));
            String target = "/v1/" + call.substring(call.indexOf(' ') + 1);
            Reply none = edge.ask(method, target, "");
            assertEquals("401 Missing API key: send it as Authorization: Bearer", error(none));
            assertEquals("Bearer", none.header("www-authenticate"));
            for (String wrong : List.of("Bearer cg-key-of-the-test", "Bearer x", "bearer " + FrameCalls.KEY + "x")) {
                assertEquals("401 Invalid API key", error(edge.ask(method, target, "", "Authorization", wrong)));
            }
            assertTrue(error(edge.ask(method, target, "", "Authorization", FrameCalls.KEY))
                    .startsWith("401 Missing"));
        }
    }

    @Test
    void aKeyIsLookedAtBeforeAFileIsTaken() {
        Reply reply = new FrameCalls(edge, "cg-somebody-elses-key").upload("a.mp4", new byte[1 << 20], Map.of());
        assertEquals("401 Invalid API key", error(reply));
        assertEquals("close", reply.header("connection"));
    }

    @Test
    void anUnknownFileIsNotFound() {
        for (String id : List.of(ID, "nothing", ".x", "a%2Fb", "%00", "..%2F..%2Fconfig", "x".repeat(200))) {
            assertEquals("404 File not found", error(calls.ask("GET", "files/" + id, "")), id);
            assertEquals("404 File not found", error(calls.ask("DELETE", "files/" + id, "")), id);
            assertEquals("404 File not found", error(calls.ask("PUT", "files/" + id, "{}")), id);
            assertEquals("404 File not found", error(calls.ask("GET", "files/" + id + "/frames", "")), id);
            assertEquals("404 File not found", create(id, ""), id);
        }
    }

    @Test
    void anUnknownExtractionIsNotFound() {
        for (String id : List.of(ID, "nothing", "%00", ID.toUpperCase(Locale.ROOT))) {
            assertEquals("404 Frame extraction not found", error(calls.ask("GET", "frames/" + id, "")), id);
            assertEquals("404 Frame extraction not found", error(calls.ask("DELETE", "frames/" + id, "")), id);
        }
    }

    @Test
    void anUnknownFrameIsNotFound() {
        for (String path : List.of(
                ID + "/0.jpg",
                ID + "/00.jpg",
                ID + "/-1.jpg",
                ID + "/0.png",
                ID + "/9999999999.jpg",
                "x/0.jpg",
                ID + "/..%2F0.jpg")) {
            assertEquals("404 Frame not found", error(edge.get("/frames/" + path)), path);
        }
        assertEquals("404 Not found", error(edge.get("/frames/" + ID)));
    }

    @Test
    void otherCallsOfTheApiAreNotThere() {
        assertEquals("404 Not found", error(calls.ask("GET", "collections", "")));
        assertEquals("404 Not found", error(calls.ask("POST", "webhooks", "{}")));
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, /v1/files, 'GET, POST, OPTIONS'",
        "POST, /v1/files/x, 'GET, PUT, DELETE, OPTIONS'",
        "DELETE, /v1/files/x/frames, 'GET, POST, OPTIONS'",
        "POST, /v1/frames/x, 'GET, DELETE, OPTIONS'",
        "DELETE, /frames/x/0.jpg, 'GET, HEAD, OPTIONS'"
    })
    void otherMethodsAndPreflightsAreAnswered(String method, String target, String allowed) {
        Reply reply = edge.ask(method, target, "");
        assertEquals("405 This method is not allowed here; " + allowed + " are", error(reply));
        assertEquals(allowed, reply.header("allow"));
        Reply preflight = edge.ask("OPTIONS", target, "");
        assertEquals(200, preflight.status());
        assertEquals(allowed, preflight.header("access-control-allow-methods"));
        assertTrue(preflight.header("access-control-allow-headers").contains("Authorization"));
        assertEquals("*", preflight.header("access-control-allow-origin"));
    }

    @Test
    void aBodyIsBoundedAndChecked() {
        assertEquals("400 The body is not valid JSON", error(calls.ask("POST", "files/mkv/frames", "no JSON")));
        assertEquals("400 The body must be a JSON object", error(calls.ask("POST", "files/mkv/frames", "")));
        assertEquals(
                "400 strategy is required; it must be \"uniform\"", error(calls.ask("POST", "files/mkv/frames", "{}")));
        assertEquals("413 The body is too large", create("mkv", ",'x':'" + "x".repeat(17 << 10) + "'"));
        assertEquals(
                "413 The body is too large",
                error(calls.ask("PUT", "files/" + ID, "{'x':'" + "x".repeat(129 << 10) + "'}")));
    }

    @ParameterizedTest
    @CsvSource({"limit=0", "limit=101", "limit=x", "offset=-1", "offset=1e3", "limit=&offset=0"})
    void aPageIsBounded(String query) {
        for (String path : List.of("files", "files/mkv/frames", "frames/" + ID)) {
            String said = error(calls.ask("GET", path + "?" + query, ""));
            assertTrue(said.startsWith("400 " + query.substring(0, query.indexOf('=')) + " must be "), said);
        }
    }

    @Test
    void whatIsNoUrlIsRefusedInTheApisForm() throws Exception {
        assertEquals("400 Invalid request", rawly("/v1/frames/%zz"));
        assertEquals("400 Invalid request", rawly("/v1/files?limit=%zz"));
        assertEquals("400 Invalid request", rawly("/frames/%zz/0.jpg"));
    }

    private static String rawly(String target) throws IOException {
        try (RawConnection connection = new RawConnection(edge)) {
            String get = RawConnection.get(target, "Authorization: Bearer " + FrameCalls.KEY);
            return error(connection.send(get).receive());
        }
    }

    @Test
    void aRangeBehindTheEndIsRefused() {
        assertEquals(
                "400 " + RANGE + "start_time_seconds: the video ends before the first frame's time",
                create("mkv", ",'start_time_seconds':7"));
        assertEquals(
                "400 " + RANGE + "start_time_seconds: the video ends before the first frame's time",
                create("mkv", ",'start_time_seconds':6"));
        assertEquals(
                "400 " + RANGE + "end_time_seconds: the video ends at 6.0 s", create("mkv", ",'end_time_seconds':6.5"));
        assertEquals(
                "400 end_time_seconds must be more than start_time_seconds",
                create("mkv", ",'start_time_seconds':2,'end_time_seconds':2"));
    }

    @Test
    void tooManyFramesAreRefused() {
        assertEquals(
                "400 uniform_config.frames_per_second: that makes 180 frames, and a job may have 150",
                create("mkv", ",'uniform_config':{'frames_per_second':30}"));
    }

    @Test
    void whatIsNoVideoIsNotTaken() throws Exception {
        for (Clip clip : List.of(Clip.TEXT, Clip.GARBAGE, Clip.SOUND_M4A)) {
            Reply reply = calls.upload(clip.fileName(), Files.readAllBytes(clip.file()), Map.of());
            assertTrue(error(reply).startsWith("415 Unsupported file type: "), reply::text);
        }
        assertEquals(0, calls.get("files").getInteger("total"));
        Until.holds("nothing is left", () -> edge.server().uploads().bytes() == 0);
    }

    @Test
    void aFormWithoutAUsableFileIsRefused() {
        String multipart = "multipart/form-data; boundary=x";
        String[] headers = {"Authorization", "Bearer " + FrameCalls.KEY, "Content-Type", multipart};
        String field = "--x\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n{}\r\n--x--\r\n";
        assertEquals(
                "400 file is missing: send it as multipart/form-data",
                error(edge.ask("POST", "/v1/files", field, headers)));
        assertEquals("400 The body must be multipart/form-data", error(calls.ask("POST", "files", "{}")));
        assertTrue(error(calls.upload("a.mp4", new byte[0], Map.of())).startsWith("400 "));
        assertTrue(error(calls.upload("a.mp4", new byte[2 << 20], Map.of())).startsWith("400 "), "too large");
    }

    @Test
    void badMetadataAreRefusedAndTheirFileDropped() throws Exception {
        byte[] clip = Files.readAllBytes(Clip.MKV.file());
        for (String wrong : List.of("", "[]", "{", "{\"a\":\"" + "x".repeat(16_000) + "\"}")) {
            String said = error(calls.upload("a.mkv", clip, Map.of("metadata", wrong)));
            assertTrue(said.startsWith("400 metadata must "), said);
        }
        Until.holds("nothing is left", () -> edge.server().uploads().bytes() == 0);
    }

    @Test
    void aBlockedAccountIsLetInNoMore() {
        FrameCalls other = new FrameCalls(edge, FrameCalls.OTHER_KEY);
        assertEquals(0, other.get("files").getInteger("total"), "an account need not be there");
        admin.put("partners/200", "{'status': 'blocked'}");
        Until.holds(
                "the account is blocked", () -> other.ask("GET", "files", "").status() == 403);
        assertEquals("403 The account of this entry is blocked", error(other.ask("GET", "frames/" + ID, "")));
        admin.put("partners/200", "{}");
        Until.holds("and is not any more", () -> other.ask("GET", "files", "").status() == 200);
    }

    @Test
    void anImageHasNoFrames() {
        String said = create("text", "");
        assertTrue(said.startsWith("415 Unsupported file type: "), said);
    }

    @Test
    void anApiThatIsOffIsNotThere(@TempDir Path other) throws Exception {
        try (Edge off = Edge.start(other, "frames.keys", FrameCalls.KEYS, "frames.enabled", "false")) {
            Reply reply = FrameCalls.of(off).ask("GET", "files", "");
            assertEquals(404, reply.status());
            assertEquals("text/plain; charset=utf-8", reply.header("content-type"));
            assertEquals(404, off.get("/frames/" + ID + "/0.jpg").status());
        }
    }

    @Test
    void anOrderTooManyIsToComeAgainLater(@TempDir Path other) throws Exception {
        String[] options = {"frames.keys", FrameCalls.KEYS, "jobs.max-running", "0", "jobs.max-waiting", "1"};
        try (Edge full = Edge.start(other, options).ready()) {
            FrameCalls more = FrameCalls.of(full);
            String first = more.create("mkv", "").getString("frame_extraction_id");
            Reply refused = more.ask("POST", "files/mkv/frames", "{'strategy':'uniform','end_time_seconds':1}");
            assertTrue(error(refused).startsWith("503 "), refused::text);
            assertTrue(Integer.parseInt(refused.header("retry-after")) >= 1);
            assertEquals(first, more.create("mkv", "").getString("frame_extraction_id"), "the same is no further one");
        }
    }

    @Test
    void withoutKeysNobodyIsLetIn(@TempDir Path other) throws Exception {
        try (Edge closed = Edge.start(other)) {
            assertEquals("401 Invalid API key", error(FrameCalls.of(closed).ask("GET", "files", "")));
        }
    }

    @Test
    void whoAsksTooOftenHasToWait(@TempDir Path other) throws Exception {
        try (Edge limited = Edge.start(
                other,
                "frames.keys",
                FrameCalls.KEYS,
                "limits.partner.requests-per-second",
                "1",
                "limits.partner.burst",
                "3",
                "limits.failed-credentials.requests-per-second",
                "1",
                "limits.failed-credentials.burst",
                "2")) {
            List<Reply> replies = ask(limited, FrameCalls.KEY);
            Reply refused = replies.stream()
                    .filter(reply -> reply.status() == 429)
                    .findFirst()
                    .orElseThrow();
            assertTrue(error(refused).startsWith("429 Too many requests"), refused::text);
            assertTrue(Integer.parseInt(refused.header("retry-after")) >= 1);
            assertEquals("3", refused.header("ratelimit-limit"));
            assertTrue(replies.stream().filter(reply -> reply.status() == 200).count() >= 3);
            assertNull(replies.get(0).header("retry-after"));
            List<Integer> wrong = ask(limited, "cg-a-wrong-key-of-somebody").stream()
                    .map(Reply::status)
                    .toList();
            assertTrue(wrong.contains(401) && wrong.contains(429), wrong::toString);
        }
    }

    private static List<Reply> ask(Edge edge, String key) {
        return IntStream.range(0, 20)
                .mapToObj(i -> new FrameCalls(edge, key).ask("GET", "files", ""))
                .toList();
    }
}
