package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.posterframe.clips.Clip;
import io.posterframe.job.FrameJob;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** One line a request, whatever becomes of it. */
@Tag("alone")
class AccessLogTest {
    private static final String KNOWN = Edge.thumb(Clip.MKV, "width/160/vid_sec/1");
    private static final Lines LINES = new Lines();

    @TempDir
    static Path data;

    private static Edge edge;

    /** What the access logger is told. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<JsonObject> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(new JsonObject(event.getFormattedMessage()));
        }
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("access");
    }

    @BeforeAll
    static void start() throws Exception {
        LINES.start();
        logger().setAdditive(false);
        logger().addAppender(LINES);
        edge = Edge.start(data, "server.access-log", "true", "render.deadline", "60s", "render.work-timeout", "60s")
                .ready();
        edge.picture(KNOWN);
        line();
    }

    @AfterAll
    static void stop() {
        edge.close();
        logger().detachAppender(LINES);
        logger().setAdditive(true);
    }

    @BeforeEach
    void forget() {
        LINES.lines.clear();
    }

    private static JsonObject line() {
        Until.holds("the line is there", () -> !LINES.lines.isEmpty());
        assertEquals(1, LINES.lines.size(), LINES.lines::toString);
        return LINES.lines.remove(0);
    }

    private static JsonObject assertLine(int status, String cache) {
        JsonObject line = line();
        assertEquals(status, line.getInteger("status"));
        assertEquals(cache, line.getString("cache"));
        assertEquals(false, line.containsKey("abandoned"));
        return line;
    }

    @Test
    void tellsOfPictures() {
        Reply known = edge.picture(KNOWN);
        assertEquals(known.body().length, assertLine(200, "memory").getInteger("bytes"));
        edge.picture(Edge.thumb(Clip.MKV, "width/161/vid_sec/1"));
        assertLine(200, "miss");
        edge.get(KNOWN, "if-none-match", "*");
        assertLine(304, "memory");
        edge.get(KNOWN, "range", "bytes=1-3");
        assertLine(206, "memory");
        edge.get(Edge.thumb("nothing", "width/160"));
        assertLine(404, "not-found");
    }

    @Test
    void tellsOfAllElse() {
        edge.get("/nothing");
        assertLine(404, null);
        edge.get("/health/live");
        assertLine(200, null);
        edge.ask("OPTIONS", KNOWN, "");
        assertLine(200, null);
        edge.ask("PUT", KNOWN, "");
        assertLine(405, null);
        edge.ask("POST", KNOWN, "{}", "content-type", "application/json");
        assertLine(415, null);
        edge.ask("POST", KNOWN, "a".repeat(100_000), "content-type", "application/x-www-form-urlencoded");
        assertLine(413, null);
    }

    @Test
    void tellsOfWhatIsNoRequestForThisServer() throws Exception {
        try (RawConnection connection = new RawConnection(edge)) {
            assertEquals(
                    404,
                    connection
                            .send(RawConnection.request("OPTIONS", "*"))
                            .receive()
                            .status());
            assertLine(404, null);
            assertEquals(400, connection.send("what is this\r\n\r\n").receive().status());
            assertLine(400, null);
        }
        try (RawConnection connection = new RawConnection(edge)) {
            connection.send(RawConnection.get("/" + "a".repeat(10_000))).receive();
            assertLine(414, null);
        }
    }

    @Test
    void tellsOfClientsThatLeave() throws Exception {
        try (StoppedWorkers stopped = edge.stopWorkers()) {
            try (RawConnection connection = new RawConnection(edge)) {
                connection.send(RawConnection.get(Edge.thumb(Clip.MKV, "width/162/vid_sec/1")));
                Until.holds("it is in flight", () -> edge.server().delivery().flights() == 1);
            }
            JsonObject line = line();
            assertEquals(true, line.getBoolean("abandoned"));
            assertEquals(null, line.getValue("status"));
            assertEquals(0, line.getInteger("bytes"));
            stopped.letGo();
        }
    }

    @Test
    void tellsOfAnswersThatBreakOff(@TempDir Path other) throws Exception {
        try (Edge own = Edge.start(
                        other,
                        TaskCalls.options(
                                "http://127.0.0.1:1/", "server.access-log", "true", "tasks.frames-per-second", "60"))
                .ready()) {
            TaskCalls calls = new TaskCalls(own, TaskCalls.KEY);
            String task = calls.task(calls.upload(Clip.LONG_GOP));
            String id = task.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
            FrameJob job = CutFrames.ended(own.server().jobs(), id);
            String last =
                    CutFrames.all(own.server().jobs(), id).get(job.done() - 1).bundle();
            Files.delete(other.resolve("frames")
                    .resolve(id.substring(0, 2))
                    .resolve(id)
                    .resolve(last));
            LINES.lines.clear();
            String path = "/im_" + job.collection() + "/download";
            assertThrows(CompletionException.class, () -> calls.get(path));
            JsonObject line = line();
            assertEquals(TaskCalls.ROOT + path, line.getString("target"));
            assertEquals(200, line.getInteger("status"));
            assertEquals(true, line.getBoolean("abandoned"));
        }
    }

    @Test
    void givesARequestItsId() {
        Reply refused = edge.get(Edge.thumb("nothing", "width/160"), "x-request-id", "Root=1-67891233-abcdef/7");
        assertEquals("Root=1-67891233-abcdef/7", refused.header("x-request-id"));
        assertEquals("Root=1-67891233-abcdef/7", line().getString("request_id"));
        for (String odd : List.of("a".repeat(129), "a b", "a\"b", "")) {
            String given = edge.get(Edge.thumb("nothing", "width/160"), "x-request-id", odd)
                    .header("x-request-id");
            assertTrue(given.matches("[0-9a-f]{32}"), given);
            assertEquals(given, line().getString("request_id"));
        }
        assertNotEquals(
                edge.get("/nothing").header("x-request-id"),
                edge.get("/nothing").header("x-request-id"));
    }

    /** A CDN would give the id of one request to all. */
    @Test
    void keepsIdsOffWhatCachesKeep() {
        Reply known = edge.picture(KNOWN, "x-request-id", "mine");
        assertNull(known.header("x-request-id"));
        JsonObject line = assertLine(200, "memory");
        assertEquals("mine", line.getString("request_id"));
        assertEquals(false, line.containsKey("trace_id"));
        assertNull(edge.picture(Edge.thumb(Clip.MKV, "width/163/vid_sec/1")).header("x-request-id"));
    }

    @Test
    void tellsOfRequestsThatAreCounted() {
        Reply refused = edge.get("/uploads?resumableIdentifier=a");
        assertEquals(
                refused.header("x-request-id"),
                assertLine(refused.status(), null).getString("request_id"));
    }

    @Test
    void keepsSessionsToItself() {
        edge.picture(KNOWN + "/ks/secret?ks=secret");
        assertEquals(KNOWN + "/ks/***?ks=***", line().getString("target"));
    }
}
