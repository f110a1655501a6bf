package io.posterframe;

import static io.posterframe.CutFrames.await;
import static io.posterframe.CutFrames.barcodes;
import static io.posterframe.CutFrames.ended;
import static io.posterframe.CutFrames.expected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.database.DatabaseConfig;
import io.posterframe.database.TestDatabase;
import io.posterframe.job.FrameJob;
import io.posterframe.job.FrameJobs;
import io.posterframe.job.FrameOrder;
import io.posterframe.job.JobApi;
import io.posterframe.job.Receiver;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that are killed by SIGKILL while they work on jobs. */
class KilledJobTest {
    private static final int KILLS = 1;
    private static final int FRAMES = 750;
    private static final String TOLD = "/told";
    private static final String KEY = "a-key-that-is-long-enough";

    @TempDir
    Path temp;

    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    private static FrameOrder order(Clip clip, double framesPerSecond, Receiver receiver) {
        String file = clip.file().getFileName().toString();
        return new FrameOrder(
                JobApi.TASKS,
                "100",
                file.substring(0, file.lastIndexOf('.')),
                framesPerSecond,
                320,
                true,
                OptionalLong.empty(),
                OptionalLong.empty(),
                receiver.url(TOLD));
    }

    private static String[] options(DatabaseConfig database, String... more) {
        List<String> options = new ArrayList<>(List.of(TestDatabase.options(database)));
        options.addAll(List.of("origin.allowed-addresses", "[127.0.0.0/8]", "jobs.callback-retry-after", "100ms"));
        options.addAll(Arrays.asList(more));
        return options.toArray(String[]::new);
    }

    private static ServerProcess process(Path data, String... options) throws IOException {
        List<String> environment = new ArrayList<>();
        environment.addAll(List.of(
                "POSTERFRAME_CATALOG_FOLDER", Clip.MKV.file().getParent().toString()));
        for (int i = 0; i < options.length; i += 2) {
            environment.add("POSTERFRAME_" + options[i].toUpperCase().replaceAll("[.-]", "_"));
            environment.add(options[i + 1]);
        }
        return ServerProcess.start(data, environment.toArray(String[]::new));
    }

    private static int bundles(Path archive) {
        if (!Files.isDirectory(archive)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(archive)) {
            return (int) all.filter(file -> file.getFileName().toString().matches("\\d+-\\d+"))
                    .count();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aJobGoesOnWhereItStood(TestDatabase kind) throws Exception {
        DatabaseConfig database = kind.fresh();
        Path data = temp.resolve("data");
        try (Receiver receiver = new Receiver(vertx)) {
            FrameOrder order = order(Clip.LONG_GOP, 12.5, receiver);
            String id;
            try (Edge edge =
                    Edge.start(data, options(database, "jobs.max-running", "0")).ready()) {
                id = await(edge.server().jobs().create(order, false)).id();
            }
            for (int i = 0; i < KILLS; i++) {
                int before = bundles(data.resolve("frames"));
                ServerProcess server = process(data, options(database));
                try {
                    Until.holds(
                            "it has made some more",
                            () -> bundles(data.resolve("frames")) > before + 1
                                    || !server.process().isAlive());
                    assertTrue(server.process().isAlive(), server::said);
                } finally {
                    server.process().destroyForcibly().waitFor();
                }
            }
            try (Edge edge = Edge.start(data, options(database)).ready()) {
                FrameJobs jobs = edge.server().jobs();
                FrameJob stood = CutFrames.find(jobs, id).orElseThrow();
                assertTrue(stood.done() > 0, "nothing was noted");
                assertTrue(stood.done() < FRAMES, "it was too quick to be killed");
                FrameJob job = ended(jobs, id);
                assertEquals(FrameJob.Status.COMPLETED, job.status(), () -> String.valueOf(job.failure()));
                assertEquals(KILLS + 1, job.run());
                assertEquals(expected(order, FRAMES), barcodes(jobs, id));
                Until.holds("the end is told", () -> CutFrames.find(jobs, id)
                        .orElseThrow()
                        .callback()
                        .state()
                        .equals(FrameJob.Callback.State.DELIVERED));
                assertEquals(
                        List.of(id.replace("-", "")),
                        receiver.at(TOLD).stream()
                                .map(told -> new JsonObject(Buffer.buffer(told.body())).getString("task_id"))
                                .toList());
            }
        }
    }

    @Test
    void aServerThatStopsLeavesItsJobToTheNext() throws Exception {
        DatabaseConfig database = TestDatabase.H2.fresh();
        Path data = temp.resolve("data");
        try (Receiver receiver = new Receiver(vertx)) {
            FrameOrder order = order(Clip.LONG_GOP, 12.5, receiver);
            String id;
            try (Edge edge = Edge.start(data, options(database)).ready()) {
                FrameJobs jobs = edge.server().jobs();
                id = await(jobs.create(order, false)).id();
                Until.holds("some frames are there", () -> CutFrames.find(jobs, id)
                        .filter(job -> job.done() > 0)
                        .isPresent());
            }
            try (Edge edge = Edge.start(data, options(database)).ready()) {
                FrameJobs jobs = edge.server().jobs();
                FrameJob job = ended(jobs, id);
                assertEquals(FrameJob.Status.COMPLETED, job.status(), () -> String.valueOf(job.failure()));
                assertEquals(0, job.setbacks());
                assertEquals(2, job.run(), "a stop is no setback");
                assertEquals(expected(order, FRAMES), barcodes(jobs, id));
            }
        }
    }

    @Test
    void aJobOverAnUploadIsLeftToTheServerThatHasIt() throws Exception {
        DatabaseConfig database = TestDatabase.POSTGRESQL.fresh();
        String archive = temp.resolve("archive").toString();
        String[] shared =
                options(database, "archive.folder", archive, "frames.keys", "[{key: " + KEY + ", partner: 100}]");
        String[] idle = options(
                database,
                "archive.folder",
                archive,
                "frames.keys",
                "[{key: " + KEY + ", partner: 100}]",
                "jobs.max-running",
                "0");
        String id;
        Path home = temp.resolve("home");
        try (Edge has = Edge.start(home, idle).ready();
                Edge other = Edge.start(temp.resolve("other"), shared).ready()) {
            Reply file = has.upload(
                    "/v1/files",
                    Map.of(),
                    "a.mkv",
                    Files.readAllBytes(Clip.MKV.file()),
                    "Authorization",
                    "Bearer " + KEY);
            assertEquals(200, file.status(), file::text);
            FrameOrder order = CutFrames.order(new JsonObject(file.text()).getString("id"), 5, 160);
            id = await(has.server().jobs().create(order, true)).id();
            Until.holds("the other has tried twice", () -> CutFrames.find(
                            other.server().jobs(), id)
                    .filter(job -> job.run() > 1)
                    .isPresent());
        }
        try (Edge has = Edge.start(home, shared).ready()) {
            FrameJob job = ended(has.server().jobs(), id);
            assertEquals(FrameJob.Status.COMPLETED, job.status(), () -> String.valueOf(job.failure()));
            assertEquals(expected(job.order(), 30), barcodes(has.server().jobs(), id));
        }
    }

    @Test
    void twoServersShareJobsAndOneTakesThemAllWhenTheOtherDies() throws Exception {
        DatabaseConfig database = TestDatabase.POSTGRESQL.fresh();
        Path archive = temp.resolve("archive");
        String[] options = options(database, "archive.folder", archive.toString(), "jobs.dead-after", "4s");
        List<Clip> clips = List.of(Clip.MKV, Clip.TS, Clip.MP4_INDEX_LAST, Clip.VP8);
        try (Receiver receiver = new Receiver(vertx);
                Edge desk = Edge.start(
                                temp.resolve("desk"),
                                options(
                                        database,
                                        "archive.folder",
                                        archive.toString(),
                                        "jobs.max-running",
                                        "0",
                                        "render.workers",
                                        "1"))
                        .ready()) {
            FrameJobs jobs = desk.server().jobs();
            List<FrameJob> ordered = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ordered.add(await(jobs.create(order(clips.get(i % clips.size()), 10, receiver), false)));
            }
            ServerProcess one = process(temp.resolve("one"), options);
            ServerProcess other = process(temp.resolve("other"), options);
            try {
                Until.holds(
                        "both are at work",
                        () -> one.said().contains("begun") && other.said().contains("begun"));
                one.process().destroyForcibly().waitFor();
                for (FrameJob job : ordered) {
                    FrameJob now = ended(jobs, job.id());
                    assertEquals(FrameJob.Status.COMPLETED, now.status(), () -> now + "\n" + other.said());
                    assertEquals(expected(job.order(), 60), barcodes(jobs, job.id()));
                }
            } finally {
                one.process().destroyForcibly().waitFor();
                other.process().destroyForcibly().waitFor();
            }
        }
    }
}
