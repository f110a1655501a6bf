package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller of Memories.ai's API is told who gets nothing. */
class FrameTaskRefusalTest {
    private static final String EXTRACT = TaskCalls.ROOT + "/video/extract-frames";
    private static final String NO_JOB = "im_666914042514116608";

    @TempDir
    static Path data;

    private static Edge edge;
    private static TaskCalls calls;

    @BeforeAll
    static void start() throws Exception {
        edge = Edge.start(
                        data,
                        TaskCalls.options("http://127.0.0.1:1/", "jobs.max-running", "0", "jobs.max-frames", "100"))
                .ready();
        calls = new TaskCalls(edge, TaskCalls.KEY);
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @Test
    void aKeyIsNeededForEachCall() {
        String wrong = "sk-mavi-account-1000";
        for (String key : List.of(wrong, "Bearer " + TaskCalls.KEY, "x")) {
            TaskCalls other = new TaskCalls(edge, key);
            assertEquals("401 The API key is invalid.", TaskCalls.error(other.extract("no JSON")));
            assertEquals("401 The API key is invalid.", TaskCalls.error(other.get("/re_1/download")));
            assertEquals("401 The API key is invalid.", TaskCalls.error(other.get("/re_1/metadata")));
            assertEquals("401 The API key is invalid.", TaskCalls.error(other.ask("DELETE", "/re_1")));
            assertEquals("401 The API key is invalid.", TaskCalls.error(other.upload("a.mp4", new byte[100])));
        }
        assertEquals(
                "401 The Authorization header is missing.",
                TaskCalls.error(edge.get(TaskCalls.ROOT + "/re_1/download")));
        assertEquals("401 The Authorization header is missing.", TaskCalls.error(edge.ask("POST", EXTRACT, "{}")));
    }

    @Test
    void aBodyThatIsWrongIsRefused() {
        assertEquals("400 The body is not valid JSON.", TaskCalls.error(calls.extract("no JSON")));
        assertEquals("400 asset_id cannot be null or empty", TaskCalls.error(calls.extract("{}")));
        assertEquals(
                "400 asset_id must be a text: re_ and digits", TaskCalls.error(calls.extract("{'asset_id': 'x'}")));
        assertEquals(
                "413 The body is larger than 16384 bytes.",
                TaskCalls.error(calls.extract("{'x':'" + "x".repeat(17 << 10) + "'}")));
        assertEquals(
                "415 The Content-Type must be application/json.",
                TaskCalls.error(edge.ask("POST", EXTRACT, "{}", "Authorization", TaskCalls.KEY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/re_1/%zz", "/re_1/download?a=%zz", "/video/extract-frames/%zz"})
    void whatIsNoUrlIsRefusedInTheSameForm(String target) throws Exception {
        try (RawConnection connection = new RawConnection(edge)) {
            String get = RawConnection.get(TaskCalls.ROOT + target, "Authorization: " + TaskCalls.KEY);
            assertEquals(
                    "400 This is not a valid request.",
                    TaskCalls.error(connection.send(get).receive()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"re_404", NO_JOB, NO_JOB + "0", "imc_666914042514116608_0", "sample", "a%2Fb", "..%2Fx"})
    void whatIsNotThereIsNotFound(String id) {
        assertEquals("404 Resource does not exist", TaskCalls.error(calls.get("/" + id + "/download")));
        assertEquals("404 Resource does not exist", TaskCalls.error(calls.get("/" + id + "/metadata")));
    }

    @Test
    void anUnknownVideoIsNotFound() {
        assertEquals("404 Resource does not exist", TaskCalls.error(calls.extract("{'asset_id': 're_404'}")));
    }

    @Test
    void whatIsNoVideoIsNotTaken() {
        byte[] text = "this is a text, and no video. ".repeat(100).getBytes(StandardCharsets.UTF_8);
        assertTrue(TaskCalls.error(calls.upload("a.mp4", text)).startsWith("415 "));
        assertTrue(TaskCalls.error(calls.upload("a.mp4", new byte[0])).startsWith("400 "));
        Reply other = edge.ask(
                "POST",
                TaskCalls.ROOT + "/upload",
                "a=b",
                "Authorization",
                TaskCalls.KEY,
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertEquals("400 The body must be multipart/form-data.", TaskCalls.error(other));
    }

    @Test
    void framesThatAreNotThereYetAreNotGiven() throws Exception {
        String video = calls.upload(Clip.MKV);
        String task = calls.task(video);
        String id = task.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        long number = CutFrames.find(edge.server().jobs(), id).orElseThrow().collection();
        String told = "400 The frames are not extracted yet; wait for the callback.";
        assertEquals(told, TaskCalls.error(calls.get("/im_" + number + "/download")));
        assertEquals(told, TaskCalls.error(calls.get("/im_" + number + "/metadata")));
        assertEquals(told, TaskCalls.error(calls.get("/imc_" + number + "_0/download")));
        assertEquals(400, calls.ask("DELETE", "/imc_" + number + "_0").status());
        assertEquals(200, calls.ask("DELETE", "/im_" + number).status());
    }

    @Test
    void tooManyFramesAreRefused(@TempDir Path other) throws Exception {
        try (Edge own = Edge.start(
                        other,
                        TaskCalls.options(
                                "http://127.0.0.1:1/", "jobs.max-frames", "100", "tasks.frames-per-second", "60"))
                .ready()) {
            TaskCalls there = new TaskCalls(own, TaskCalls.KEY);
            String error = TaskCalls.error(there.extract("{'asset_id':'" + there.upload(Clip.MKV) + "'}"));
            assertEquals("400 That makes 360 frames, and a job may have 100.", error);
        }
    }

    @Test
    void aBlockedAccountIsShutOut(@TempDir Path other) throws Exception {
        try (Edge own = Edge.start(other, TaskCalls.options("http://127.0.0.1:1/"))) {
            new AdminCalls(own).put("partners/100", "{'status': 'blocked'}");
            String told = "403 The account of this entry is blocked.";
            TaskCalls there = new TaskCalls(own, TaskCalls.KEY);
            assertEquals(told, TaskCalls.error(there.get("/re_1/download")));
            assertEquals(told, TaskCalls.error(there.extract("{'asset_id':'re_1'}")));
            assertEquals(told, TaskCalls.error(there.upload("a.mp4", new byte[100])));
            assertEquals(
                    404,
                    new TaskCalls(own, TaskCalls.OTHER_KEY)
                            .get("/re_1/download")
                            .status());
        }
    }

    @Test
    void otherMethodsAndPathsAreAnsweredInTheSameForm() {
        Reply get = calls.get("/video/extract-frames");
        assertEquals("405 This method is not allowed here; POST, OPTIONS are.", TaskCalls.error(get));
        assertEquals("POST, OPTIONS", get.header("allow"));
        assertEquals(405, calls.get("/upload").status());
        assertEquals(405, calls.get("/re_1").status());
        assertEquals(405, calls.ask("DELETE", "/re_1/download").status());
        assertEquals("404 There is no such call.", TaskCalls.error(calls.ask("POST", "/upload/signed-url")));
        assertEquals("404 There is no such call.", TaskCalls.error(calls.get("/no/such/call")));
        Reply preflight = edge.ask("OPTIONS", TaskCalls.ROOT + "/upload", "");
        assertEquals(200, preflight.status());
        assertEquals("*", preflight.header("access-control-allow-origin"));
        assertTrue(
                String.valueOf(preflight.header("access-control-allow-headers")).contains("Authorization"));
    }

    @Test
    void eachAccountMayAskOnceASecondForEachKindOfCall(@TempDir Path other) throws Exception {
        try (Edge own = Edge.start(other, TaskCalls.options("http://127.0.0.1:1/", "tasks.requests-per-second", "1"))) {
            TaskCalls one = new TaskCalls(own, TaskCalls.KEY);
            assertEquals(404, one.get("/re_1/download").status());
            Reply second = one.get("/re_1/download");
            assertEquals("429 Request has exceeded the limit.", TaskCalls.error(second));
            assertEquals("1", second.header("retry-after"));
            assertEquals("1", second.header("ratelimit-limit"));
            assertEquals(404, one.get("/re_1/metadata").status());
            assertEquals(404, one.ask("DELETE", "/re_1").status());
            assertEquals(400, one.extract("{}").status());
            assertEquals(429, one.extract("{}").status());
            assertEquals(
                    404,
                    new TaskCalls(own, TaskCalls.OTHER_KEY)
                            .get("/re_1/download")
                            .status());
            Until.holds("it may ask again", () -> one.get("/re_1/download").status() == 404);
        }
    }

    @Test
    void whoTriesManyKeysIsHeldUp(@TempDir Path other) throws Exception {
        try (Edge own = Edge.start(
                other,
                TaskCalls.options(
                        "http://127.0.0.1:1/",
                        "limits.failed-credentials.requests-per-second",
                        "1",
                        "limits.failed-credentials.burst",
                        "2"))) {
            TaskCalls wrong = new TaskCalls(own, "sk-mavi-account-1000");
            assertEquals(401, wrong.get("/re_1/download").status());
            assertEquals(401, wrong.get("/re_1/download").status());
            assertEquals(429, wrong.get("/re_1/download").status());
            assertEquals(
                    429, new TaskCalls(own, TaskCalls.KEY).get("/re_1/download").status());
        }
    }

    @Test
    void allTogetherMayBeLimited(@TempDir Path other) throws Exception {
        try (Edge own = Edge.start(
                other,
                TaskCalls.options(
                        "http://127.0.0.1:1/", "limits.tasks.requests-per-second", "1", "limits.tasks.burst", "1"))) {
            assertEquals(
                    404, new TaskCalls(own, TaskCalls.KEY).get("/re_1/download").status());
            Reply refused = new TaskCalls(own, TaskCalls.OTHER_KEY).get("/re_1/download");
            assertEquals(429, refused.status());
            assertNotNull(refused.header("retry-after"));
        }
    }

    @Test
    void anApiThatIsOffIsNotThere(@TempDir Path other) throws Exception {
        try (Edge off = Edge.start(other, TaskCalls.options("http://127.0.0.1:1/", "tasks.enabled", "false"))) {
            Reply reply = new TaskCalls(off, TaskCalls.KEY).get("/re_1/download");
            assertEquals(404, reply.status());
            assertTrue(String.valueOf(reply.header("content-type")).startsWith("text/plain"));
        }
    }

    @Test
    void aFileWithoutARightIsNotReceived() throws Exception {
        byte[] file = Files.readAllBytes(Clip.LONG_GOP.file());
        Reply reply =
                edge.upload(TaskCalls.ROOT + "/upload", Map.of(), "a.mp4", file, "Authorization", "sk-mavi-wrong");
        assertEquals(401, reply.status());
        assertEquals(0, edge.server().uploads().receiving());
    }
}
