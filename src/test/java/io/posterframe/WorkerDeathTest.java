package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Barcode;
import io.posterframe.clips.Clip;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that die by SIGKILL, as a crash in native code or the kernel's memory killer ends them. */
@Tag("alone")
class WorkerDeathTest {
    private static final int VIDEOS = 12;

    /** Takes long enough to be interrupted. */
    private static final String SLOW = "width/100/vid_slices/100";

    @TempDir
    static Path temp;

    private static Edge edge;

    @BeforeAll
    static void start() throws Exception {
        Path media = Files.createDirectory(temp.resolve("media"));
        for (int i = 0; i < VIDEOS; i++) {
            Files.copy(Clip.MP4_INDEX_FIRST.file(), media.resolve("v" + i + ".mp4"));
        }
        Files.copy(Clip.LONG_GOP.file(), media.resolve("long.mp4"));
        Files.copy(Clip.LONG_GOP.file(), media.resolve("deadly.mp4"));
        // one, so that it is known which one is at work
        edge = Edge.start(temp.resolve("data"), "catalog.folder", media.toString(), "render.workers", "1")
                .ready();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @AfterEach
    void recovers() {
        edge.settles();
        Until.holds("the worker is back", () -> edge.server().pool().readyWorkers() == 1);
        assertEquals(200, edge.get("/health/ready").status());
    }

    private static void kill(long worker) {
        ProcessHandle.of(worker).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static double deaths() {
        return edge.metrics().value("posterframe_worker_ends_total{reason=\"died\"}");
    }

    private static String video(int index, double second) {
        return Edge.thumb("v" + index, "width/320/vid_sec/" + second);
    }

    /** Kills the worker in the middle of a picture. */
    private static void killAtWork(CompletableFuture<Reply> until) {
        Until.holds("a worker is at it", () -> edge.server().pool().busyWorkers() == 1 || until.isDone());
        double before = deaths();
        edge.server().pool().workerIds().forEach(WorkerDeathTest::kill);
        Until.holds("its death is noticed", () -> deaths() > before);
    }

    @Test
    void replacesAWorkerThatDiesIdle() {
        double before = deaths();
        edge.server().pool().workerIds().forEach(WorkerDeathTest::kill);
        Until.holds("it is missed", () -> deaths() == before + 1);
        assertEquals(25, edge.picture(video(0, 1)).frame());
    }

    @Test
    void triesAPictureOnceMore() {
        double before = deaths();
        CompletableFuture<Reply> reply = edge.send(Edge.thumb("long", SLOW));
        killAtWork(reply);
        BufferedImage strip = reply.join().image();
        assertEquals(0, Barcode.read(strip, 0, 0, 100, 56));
        assertEquals(1485, Barcode.read(strip, 9900, 0, 100, 56));
        assertEquals(before + 1, deaths());
    }

    @Test
    void refusesAVideoThatKilledTwoWorkers() {
        Reply hit = edge.picture(video(2, 3));
        CompletableFuture<Reply> reply = edge.send(Edge.thumb("deadly", SLOW));
        killAtWork(reply);
        assertArrayEquals(hit.body(), edge.picture(video(2, 3)).body());
        killAtWork(reply);
        assertRefused(reply.join());
        double before = deaths();
        assertRefused(edge.get(Edge.thumb("deadly", "width/320/vid_sec/51")));
        assertEquals(before, deaths());
        assertEquals(25, edge.picture(video(3, 1)).frame());
    }

    private static void assertRefused(Reply reply) {
        assertEquals(404, reply.status());
        assertEquals("error-17", reply.header("x-kaltura"));
        assertEquals("the source could not be decoded: the decoder stopped\n", reply.text());
    }

    @Test
    void answersEveryRequestWhileWorkersDieUnderLoad() throws Exception {
        Reply hit = edge.picture(video(4, 1));
        List<CompletableFuture<Reply>> misses = new ArrayList<>();
        AtomicBoolean loaded = new AtomicBoolean(true);
        Thread reader = new Thread(() -> {
            while (loaded.get()) {
                assertArrayEquals(hit.body(), edge.picture(video(4, 1)).body());
            }
        });
        reader.start();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 40; i++) {
                misses.add(edge.send(video(4 + i % 8, round + i / 50.0)));
            }
            killAtWork(misses.get(misses.size() - 1));
        }
        int failed = 0;
        for (CompletableFuture<Reply> miss : misses) {
            Reply reply = miss.join();
            if (reply.status() == 200) {
                assertTrue(reply.frame() >= 0);
            } else {
                assertRefused(reply);
                failed++;
            }
        }
        loaded.set(false);
        reader.join();
        assertTrue(failed < misses.size() / 2, failed + " of " + misses.size() + " failed");
        assertArrayEquals(hit.body(), edge.picture(video(4, 1)).body());
    }
}
