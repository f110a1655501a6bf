package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.database.Database;
import io.posterframe.database.DatabaseConfig;
import io.posterframe.database.TestDatabase;
import io.posterframe.store.Columns;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extractions as the database has them: long ones, those under way, failed ones, and those of others. */
class FrameListTest {
    private static final int MANY = 10_000;

    @TempDir
    static Path data;

    private static Vertx vertx;
    private static Database database;
    private static Edge edge;
    private static FrameCalls calls;

    @BeforeAll
    static void start() throws Exception {
        DatabaseConfig shared = TestDatabase.POSTGRESQL.fresh();
        String[] options = Stream.of(
                        TestDatabase.options(shared),
                        // so that what is put there stays as it is
                        new String[] {"frames.keys", FrameCalls.KEYS, "jobs.max-running", "0"})
                .flatMap(Stream::of)
                .toArray(String[]::new);
        edge = Edge.start(data, options);
        calls = FrameCalls.of(edge);
        vertx = Vertx.vertx();
        database = Database.open(vertx, shared, data.resolve("unused"));
    }

    @AfterAll
    static void stop() {
        edge.close();
        database.close();
        vertx.close().await();
    }

    /** Puts a job there. @param more the values of expected, done, failure */
    private static String job(
            int number,
            String api,
            String status,
            @Nullable Integer expected,
            int done,
            @Nullable String failure,
            Instant until) {
        String id = "00000000-0000-4000-8000-%012d".formatted(number);
        database.now(handle -> handle.createUpdate(
                        """
                        insert into frame_jobs (id, api, partner_id, entry_id, frames_per_second, max_width, thumbnails,
                            collection, status, expected, done, bytes, run, setbacks, failure, created_at, updated_at,
                            valid_until, callback_status, callback_attempts)
                        values (:id, :api, '100', 'film', 10, 1024, true, :collection, :status, :expected, :done, 0, 1, 0,
                            :failure, :now, :now, :until, 'NONE', 0)""")
                .bind("id", id)
                .bind("api", api)
                .bind("collection", number)
                .bind("status", status)
                .bind("expected", expected)
                .bind("done", done)
                .bind("failure", failure)
                .bind("now", Columns.time(Instant.ofEpochSecond(1_790_000_000)))
                .bind("until", Columns.time(until))
                .execute());
        return id;
    }

    private static Instant later() {
        return Instant.now().plusSeconds(3600);
    }

    private static int frames(Handle handle, String job, int count) {
        try (PreparedBatch batch = handle.prepareBatch(
                "insert into job_frames (job_id, number, bundle, start_byte, bytes, crc, width, height)"
                        + " values (:job, :number, 'bundle', 0, 1, 0, 320, 180)")) {
            for (int number = 0; number < count; number++) {
                batch.bind("job", job).bind("number", number).add();
            }
            return batch.execute().length;
        }
    }

    @Test
    void tenThousandFramesAreEachOnOnePage() {
        String id = job(1, "FRAMES", "COMPLETED", MANY, MANY, null, later());
        database.now(handle -> frames(handle, id, MANY));
        List<Double> times = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Set<String> urls = new HashSet<>();
        for (int offset = 0; offset <= MANY; offset += 100) {
            for (JsonObject frame : page(id, offset)) {
                times.add(frame.getDouble("timestamp"));
                ids.add(frame.getString("id"));
                urls.add(frame.getString("thumbnail_url"));
            }
        }
        assertEquals(MANY, times.size());
        assertEquals(MANY, ids.size());
        assertEquals(MANY, urls.size());
        for (int number = 0; number < MANY; number++) {
            assertEquals(number / 10.0, times.get(number));
        }
        assertTrue(urls.contains("http://127.0.0.1:" + edge.port() + "/frames/" + id + "/9999.jpg"));
    }

    private static List<JsonObject> page(String id, int offset) {
        JsonObject extraction = calls.get("frames/" + id + "?limit=100&offset=" + offset);
        assertEquals(MANY, extraction.getInteger("frame_count"));
        assertEquals(MANY, extraction.getJsonObject("data").getInteger("total"));
        List<JsonObject> page = new ArrayList<>();
        FrameCalls.frames(extraction).forEach(page::add);
        return page;
    }

    @Test
    void progressAndFailuresAreInHeaderFields() {
        Reply pending = get(job(2, "FRAMES", "PENDING", null, 0, null, later()));
        assertEquals("pending", status(pending));
        assertEquals("0/?", pending.header("x-posterframe-progress"));
        Reply running = get(job(3, "FRAMES", "RUNNING", 7200, 120, null, later()));
        assertEquals("processing", status(running));
        assertEquals("120/7200", running.header("x-posterframe-progress"));
        assertNull(running.header("x-posterframe-failure"));
        Reply failed = get(job(4, "FRAMES", "FAILED", 7200, 120, "the decoder stopped \u2013\nat once", later()));
        assertEquals("failed", status(failed));
        assertEquals("the decoder stopped ??at once", failed.header("x-posterframe-failure"));
        assertNull(failed.header("x-posterframe-progress"));
        for (Reply reply : List.of(pending, running, failed)) {
            JsonObject json = new JsonObject(reply.text());
            assertTrue(!json.containsKey("frame_count") && !json.containsKey("data"), reply::text);
            assertTrue(reply.header("access-control-expose-headers").contains("X-Posterframe-Progress"));
        }
    }

    private static Reply get(String id) {
        return calls.ask("GET", "frames/" + id, "");
    }

    private static String status(Reply reply) {
        return new JsonObject(reply.text()).getString("status");
    }

    @Test
    void whatIsAnotherApisOrHasExpiredIsNotFound() {
        String tasks = job(5, "TASKS", "COMPLETED", 1, 1, null, later());
        String expired = job(6, "FRAMES", "COMPLETED", 1, 1, null, Instant.now().minusSeconds(1));
        for (String id : List.of(tasks, expired)) {
            database.now(handle -> frames(handle, id, 1));
            assertEquals(404, get(id).status());
            assertEquals(404, calls.ask("DELETE", "frames/" + id, "").status());
            assertEquals(404, edge.get("/frames/" + id + "/0.jpg").status());
        }
    }

    @Test
    void anImageThatThisServerDoesNotReachIsNotFound() {
        String id = job(7, "FRAMES", "RUNNING", 2, 1, null, later());
        database.now(handle -> frames(handle, id, 1));
        Reply reply = edge.get("/frames/" + id + "/0.jpg");
        assertEquals(404, reply.status(), reply::text);
        assertEquals("private, no-store", reply.header("cache-control"));
        assertEquals(404, edge.get("/frames/" + id + "/1.jpg").status(), "not made yet");
    }
}
