package io.posterframe;

import static io.posterframe.CutFrames.await;
import static io.posterframe.CutFrames.barcodes;
import static io.posterframe.CutFrames.ended;
import static io.posterframe.CutFrames.expected;
import static io.posterframe.CutFrames.order;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.clips.HlsRecipe;
import io.posterframe.job.FrameJob;
import io.posterframe.job.FrameJobs;
import io.posterframe.job.FrameOrder;
import io.posterframe.job.JobFrame;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs on one server, from the order to the frames. */
class FrameJobTest {
    @TempDir
    static Path data;

    private static Edge edge;
    private static FrameJobs jobs;

    @BeforeAll
    static void start() throws Exception {
        edge = Edge.start(
                        data,
                        "jobs.max-frames",
                        "1000",
                        "jobs.max-bytes",
                        "2MB",
                        "admin.tokens",
                        "[" + AdminCalls.TOKEN + "]")
                .ready();
        jobs = edge.server().jobs();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    private static String entry(Clip clip) {
        String file = clip.file().getFileName().toString();
        return file.substring(0, file.lastIndexOf('.'));
    }

    private static FrameJob done(FrameOrder order) {
        FrameJob job = await(jobs.create(order, true));
        FrameJob ended = ended(jobs, job.id());
        assertEquals(FrameJob.Status.COMPLETED, ended.status(), () -> String.valueOf(ended.failure()));
        return ended;
    }

    private static Failure failure(FrameOrder order) {
        return assertThrows(PictureException.class, () -> await(jobs.create(order, true)))
                .failure();
    }

    @ParameterizedTest
    @CsvSource({
        "MKV, 1, 6",
        "MP4_INDEX_LAST, 25, 150",
        "MP4_INDEX_FIRST, 0.5, 3",
        "TS, 7, 42",
        "OPEN_GOP, 10, 60",
        "VP9, 3, 18",
        "VP8, 30, 180",
        "ROTATED_90, 4, 12"
    })
    void eachFrameIsTheOneOnScreenAtItsTime(Clip clip, double framesPerSecond, int count) {
        FrameOrder order = order(entry(clip), framesPerSecond, 160);
        FrameJob job = done(order);
        assertEquals(count, job.done());
        assertEquals(count, job.expected().orElse(0));
        assertEquals(expected(order, count), barcodes(jobs, job.id()));
        assertEquals(
                job.bytes(),
                CutFrames.all(jobs, job.id()).stream()
                        .mapToLong(JobFrame::bytes)
                        .sum());
    }

    @Test
    void itBeginsAndEndsWhereTheOrderSays() {
        FrameOrder order = new FrameOrder(
                CutFrames.order("x", 1, 0).api(),
                "100",
                entry(Clip.LONG_GOP),
                2,
                160,
                true,
                OptionalLong.of(10_500_000),
                OptionalLong.of(13_000_000),
                null);
        FrameJob job = done(order);
        assertEquals(List.of(262, 275, 287, 300, 312), barcodes(jobs, job.id()));
    }

    @ParameterizedTest
    @CsvSource({"0, 320x180", "160, 160x90", "320, 320x180", "1024, 320x180"})
    void noFrameIsWiderThanItsVideo(int width, String size) {
        FrameJob job = done(order(entry(Clip.MKV), 0.5, width));
        JobFrame first = CutFrames.all(jobs, job.id()).get(0);
        assertEquals(size, first.width() + "x" + first.height());
    }

    @Test
    void equalOrdersAreOneJob() {
        FrameOrder order = order(entry(Clip.VP8), 2, 160);
        List<String> ids = new ArrayList<>();
        Stream.generate(() -> jobs.create(order, true))
                .limit(8)
                .toList()
                .forEach(created -> ids.add(await(created).id()));
        assertEquals(1, ids.stream().distinct().count());
        assertNotEquals(
                ids.get(0),
                await(jobs.create(order(entry(Clip.VP8), 3, 160), true)).id());
        assertNotEquals(ids.get(0), await(jobs.create(order, false)).id());
        assertEquals(ids.get(0), done(order).id(), "also when it has ended");
        await(jobs.delete(CutFrames.find(jobs, ids.get(0)).orElseThrow()));
        assertNotEquals(ids.get(0), await(jobs.create(order, true)).id(), "but not when it was deleted");
    }

    @Test
    void aStreamIsCutLikeAFile() throws Exception {
        try (StreamingEdge streaming = new StreamingEdge(data.resolveSibling("streaming"))) {
            streaming.site.put("/film", HlsRecipe.ts(Clip.STREAM).make().files());
            streaming.edge.ready();
            FrameJobs there = streaming.edge.server().jobs();
            FrameOrder order = order("film", 5, 160);
            FrameJob job = ended(there, await(there.create(order, true)).id());
            assertEquals(FrameJob.Status.COMPLETED, job.status(), () -> String.valueOf(job.failure()));
            assertEquals(expected(order, 60), barcodes(there, job.id()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody-knows", "../MKV", ""})
    void anUnknownEntryHasNoFrames(String entry) {
        assertTrue(failure(order(entry, 1, 0)) instanceof Failure.NoSuchEntry);
    }

    @Test
    void whatIsNoVideoHasNoFrames() {
        for (Clip clip : List.of(Clip.GARBAGE, Clip.TRUNCATED_BEFORE_INDEX)) {
            Failure failure = failure(order(entry(clip), 1, 0));
            assertEquals(Failure.Category.SOURCE, failure.category(), () -> clip + ": " + failure);
        }
    }

    @Test
    void tooManyFramesAreRefused() {
        Failure failure = failure(order(entry(Clip.LONG_GOP), 20, 0));
        assertEquals("that makes 1200 frames, and a job may have 1000", failure.message());
    }

    @Test
    void aJobOfTooManyBytesFailsAndKeepsNothingMore() {
        FrameJob job = ended(
                jobs,
                await(jobs.create(order(entry(Clip.LONG_GOP), 16, 0), true)).id());
        assertEquals(FrameJob.Status.FAILED, job.status(), () -> job.bytes() + " bytes");
        assertTrue(String.valueOf(job.failure()).contains("2000000 bytes"), job.failure());
    }

    @Test
    void aJobThatTakesTooLongFails() throws Exception {
        try (Edge slow = Edge.start(data.resolveSibling("slow"), "jobs.max-age", "1s", "jobs.keep-for", "2d")
                .ready()) {
            FrameJobs there = slow.server().jobs();
            FrameJob job = ended(
                    there,
                    await(there.create(order(entry(Clip.LONG_GOP), 30, 320), true))
                            .id());
            assertEquals(FrameJob.Status.FAILED, job.status(), "it was quicker than a second");
            assertEquals(0, job.done());
            Until.holds("its frames are gone", () -> filesOf(
                            data.resolveSibling("slow").resolve("frames"), job.id())
                    .isEmpty());
        }
    }

    @Test
    void aDeletedJobStopsAndLeavesNothing() throws Exception {
        FrameJob job = await(jobs.create(order(entry(Clip.LONG_GOP), 15, 64), false));
        Until.holds("some frames are there", () -> CutFrames.find(jobs, job.id())
                .filter(known -> known.done() > 0)
                .isPresent());
        assertTrue(await(jobs.delete(job)));
        assertEquals(Optional.empty(), CutFrames.find(jobs, job.id()));
        Until.holds("it has stopped", () -> jobs.running() == 0);
        assertEquals(List.of(), CutFrames.all(jobs, job.id()));
        Path frames = data.resolve("frames");
        Until.holds("its frames are gone", () -> filesOf(frames, job.id()).isEmpty());
    }

    private static List<Path> filesOf(Path folder, String job) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().contains(job) && Files.isRegularFile(file))
                    .toList();
        } catch (Exception e) {
            return List.of(Path.of("changing meanwhile"));
        }
    }

    @Test
    void picturesGoBeforeFrames() {
        FrameJob job = await(jobs.create(order(entry(Clip.LONG_GOP_TS), 15, 160), false));
        Until.holds("it runs", () -> jobs.expected() > 0);
        for (int i = 0; i < 10; i++) {
            int second = i;
            assertEquals(
                    i * 25,
                    edge.picture(Edge.thumb(Clip.MKV, "width/160/vid_sec/" + second % 6))
                                    .frame()
                            + i / 6 * 150);
        }
        assertTrue(!CutFrames.find(jobs, job.id()).orElseThrow().status().ended(), "the job was not waited for");
        FrameJob ended = ended(jobs, job.id());
        assertEquals(900, ended.done());
        assertEquals(expected(ended.order(), 900), barcodes(jobs, job.id()));
    }

    @Test
    void operatorsSeeHowFarItIs() {
        FrameJob job = done(order(entry(Clip.TS), 2, 160));
        AdminCalls admin = new AdminCalls(edge);
        Reply reply = admin.ask("GET", "jobs/" + job.id(), "");
        assertEquals(200, reply.status());
        assertTrue(reply.text().contains("\"frames_done\":12,\"frames_expected\":12"), reply.text());
        assertTrue(admin.ask("GET", "jobs?limit=1000", "").text().contains(job.id()));
        assertEquals(204, admin.ask("DELETE", "jobs/" + job.id(), "").status());
        assertEquals(404, admin.ask("GET", "jobs/" + job.id(), "").status());
        MetricsPage page = edge.metrics();
        assertTrue(page.value("posterframe_jobs_ended_total{result=\"completed\"}") > 0);
        assertTrue(page.value("posterframe_job_frames_total") >= 12);
    }

    @Test
    void aPurgeLeavesJobs() throws Exception {
        FrameJob job = done(order(entry(Clip.MKV), 1, 160));
        for (String soft : List.of("true", "false", "true")) {
            String purge = "{'soft': " + soft + ", 'entries': ['" + entry(Clip.MKV) + "']}";
            Reply reply = new AdminCalls(edge).ask("POST", "purge", purge);
            assertEquals(200, reply.status(), reply::text);
        }
        assertTrue(CutFrames.find(jobs, job.id()).isPresent());
    }
}
