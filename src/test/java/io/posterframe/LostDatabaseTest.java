package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that goes away, or hangs, while the server serves. */
class LostDatabaseTest {
    private static final String KEY = "a-key-of-the-tests-1";
    private static final String KNOWN = Edge.thumb("0_known", "width/160/vid_sec/1");
    private static final int CONNECTIONS = 2;

    @TempDir
    static Path data;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void begin() throws IOException {
        postgres = postgres(0);
    }

    @AfterAll
    static void end() throws IOException {
        postgres.close();
    }

    private static EmbeddedPostgres postgres(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data.resolve("postgres"))
                .setCleanDataDirectory(false);
        return port == 0 ? builder.start() : builder.setPort(port).start();
    }

    private static Edge edge(String folder, String... more) throws Exception {
        String[] options = AdminCalls.options(
                "database.url",
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "database.user",
                "postgres",
                "database.connections",
                Integer.toString(CONNECTIONS),
                "catalog.lookups.fresh-for",
                "100ms",
                "uploads.keys",
                "[" + KEY + "]");
        Edge edge = Edge.start(
                        data.resolve(folder),
                        Stream.of(options, more).flatMap(Stream::of).toArray(String[]::new))
                .ready();
        AdminCalls admin = new AdminCalls(edge);
        admin.put("partners/100", "{}");
        admin.video("0_known", "100", Clip.MKV, "");
        admin.video("0_other", "100", Clip.MKV, "");
        return edge;
    }

    @Test
    void whatIsKnownIsServedWithoutItAndTheRestWhenItIsBack() throws Exception {
        try (Edge edge = edge("lost", "database.connect-timeout", "250ms")) {
            Reply known = edge.picture(KNOWN);
            postgres.close();
            for (int i = 0; i < 3; i++) {
                assertEquals(known.header("etag"), edge.picture(KNOWN).header("etag"));
                Thread.sleep(150); // longer than an entry counts as current
                assertEquals(50, edge.picture(newPicture(2, i)).frame(), "of an entry that is known");
            }
            Reply unknown = edge.get(Edge.thumb("0_other", "width/160"));
            assertEquals(503, unknown.status(), unknown.text());
            assertEquals("no-store", unknown.header("cache-control"));
            assertNotNull(unknown.header("retry-after"));
            assertFalse(unknown.text().contains("postgres"), unknown.text());
            assertProblem(new AdminCalls(edge).ask("GET", "entries", ""));
            assertProblem(new AdminCalls(edge).ask("PUT", "partners/200", "{}"));
            assertProblem(edge.ask("POST", "/uploads/tokens", "", "Authorization", "Bearer " + KEY));
            Reply frame = edge.get("/api/photo/frame?time=1&photo_id=0_other&token=a");
            assertTrue(frame.text().contains("code=\"temporarily_unavailable\""), frame.text());
            assertTrue(String.valueOf(frame.header("cache-control")).contains("no-store"));
            assertEquals(200, edge.get("/health/live").status());
            assertEquals(200, edge.get("/health/ready").status(), "it still has something to serve");

            postgres = postgres(postgres.getPort());
            Until.holds(
                    "the other entry is found",
                    () -> edge.get(Edge.thumb("0_other", "width/160")).status() == 200);
            new AdminCalls(edge).put("partners/200", "{}");
            new AdminCalls(edge).video("0_known", "100", Clip.ROTATED_90, "");
            Until.holds(
                    "the change shows",
                    () -> edge.picture(KNOWN + "/height/0").image().getHeight() > 160);
            edge.settles();
        }
    }

    private static String newPicture(int second, int number) {
        return Edge.thumb("0_known", "vid_sec/" + second + "/width/" + (200 + 8 * number));
    }

    private static void assertProblem(Reply reply) {
        assertEquals(503, reply.status(), reply.text());
        assertEquals("application/problem+json", reply.header("content-type"));
        assertTrue(String.valueOf(reply.header("cache-control")).contains("no-store"), reply.headers()::toString);
        assertFalse(reply.text().contains("jdbc"), reply.text());
    }

    @Test
    void whileItHangsWhatNeedsNoDatabaseIsAnsweredAtOnce() throws Exception {
        try (Edge edge = edge("hung", "database.connect-timeout", "60s", "catalog.lookups.fresh-for", "1h")) {
            edge.picture(KNOWN);
            List<ProcessHandle> processes = processes();
            signal("-STOP", processes);
            List<CompletableFuture<Reply>> waiting;
            try {
                waiting = IntStream.range(0, 5 * CONNECTIONS)
                        .mapToObj(i -> edge.send(Edge.thumb("0_nothing" + i, "width/160")))
                        .toList();
                for (int i = 0; i < 50; i++) {
                    assertEquals("hit; detail=memory", edge.picture(KNOWN).cacheStatus());
                }
                assertEquals(75, edge.picture(newPicture(3, 0)).frame());
                assertEquals(200, edge.get("/health/live").status());
                assertTrue(waiting.stream().noneMatch(CompletableFuture::isDone), "these need the database");
            } finally {
                signal("-CONT", processes);
            }
            for (CompletableFuture<Reply> reply : waiting) {
                assertEquals("error-1", reply.join().header("x-kaltura"), reply.join()::text);
            }
            edge.settles();
        }
    }

    /** PostgreSQL's own processes. */
    private static List<ProcessHandle> processes() throws IOException {
        long id = Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .get(0)
                .trim());
        ProcessHandle first = ProcessHandle.of(id).orElseThrow();
        return Stream.concat(Stream.of(first), first.descendants()).toList();
    }

    private static void signal(String signal, List<ProcessHandle> processes) throws Exception {
        List<String> command = Stream.concat(
                        Stream.of("kill", signal),
                        processes.stream().map(ProcessHandle::pid).map(String::valueOf))
                .toList();
        assertEquals(0, new ProcessBuilder(command).start().waitFor());
    }
}
