package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.clips.Clip;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More work than one worker and a queue of four can take. No wait is over before the test says so, however slow it all is. */
@Tag("alone")
class OverloadTest {
    private static final String KNOWN = Edge.thumb(Clip.MKV, "width/160/vid_sec/1");

    @TempDir
    static Path data;

    private static Edge edge;

    @BeforeAll
    static void start() throws Exception {
        edge = start(data, "4", "5m");
        edge.picture(KNOWN);
    }

    private static Edge start(Path folder, String queueLength, String deadline) throws Exception {
        return Edge.start(
                        folder,
                        "render.workers",
                        "1",
                        "render.queue-length",
                        queueLength,
                        "render.deadline",
                        deadline,
                        "render.work-timeout",
                        "5m",
                        "cache.passing-failure-ttl",
                        "0s")
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
    }

    private static String miss(double second) {
        return Edge.thumb(Clip.LONG_GOP, "width/160/vid_sec/" + second);
    }

    /** What fits is let in first, so that the rest is too much for sure. */
    private static List<CompletableFuture<Reply>> fill() {
        List<CompletableFuture<Reply>> waiting = new ArrayList<>();
        waiting.add(edge.send(miss(0)));
        Until.holds("the worker is busy", () -> edge.server().pool().busyWorkers() == 1);
        for (int i = 1; i <= 4; i++) {
            waiting.add(edge.send(miss(i)));
        }
        Until.holds("the queue is full", () -> edge.server().pool().queued() == 4);
        return waiting;
    }

    @Test
    void refusesAtOnceWhatItCantTake() throws Exception {
        List<CompletableFuture<Reply>> waiting;
        try (StoppedWorkers stopped = edge.stopWorkers()) {
            waiting = fill();
            List<CompletableFuture<Reply>> refused = new ArrayList<>();
            for (int i = 5; i < 45; i++) {
                refused.add(edge.send(miss(i)));
            }
            for (CompletableFuture<Reply> reply : refused) {
                assertOverloaded(reply.join());
            }
            assertEquals("hit; detail=memory", edge.picture(KNOWN).cacheStatus());
            stopped.letGo();
        }
        for (int i = 0; i < waiting.size(); i++) {
            assertEquals(i * 25, waiting.get(i).join().frame());
        }
        assertEquals(25 * 7, edge.picture(miss(7)).frame(), "one that was refused");
    }

    private static void assertOverloaded(Reply reply) {
        assertEquals(503, reply.status());
        assertEquals("2", reply.header("retry-after"));
        assertEquals("no-store", reply.header("cache-control"));
        assertEquals("error-46", reply.header("x-kaltura"));
        assertEquals("exiting on error 46 - Too many executed processes", reply.header("x-kaltura-app"));
        assertEquals("fwd=miss; detail=overload", reply.cacheStatus());
        assertEquals("too many pictures are waiting to be made; try again in 2 s\n", reply.text());
    }

    @Test
    void givesUpWhatIsNotReadyInTime() throws Exception {
        try (Edge hasty = start(data.resolve("hasty"), "8", "1s")) {
            Until.holds("a picture is in memory", () -> hasty.get(KNOWN).status() == 200);
            try (StoppedWorkers stopped = hasty.stopWorkers()) {
                List<CompletableFuture<Reply>> waiting = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    waiting.add(hasty.send(miss(i)));
                }
                for (CompletableFuture<Reply> reply : waiting) {
                    Reply late = reply.join();
                    assertEquals(504, late.status());
                    assertEquals("no-store", late.header("cache-control"));
                    assertEquals("error-11", late.header("x-kaltura"));
                    assertEquals("5", late.header("retry-after"));
                }
                assertEquals("hit; detail=memory", hasty.picture(KNOWN).cacheStatus());
                stopped.letGo();
            }
            Until.holds("it works again", () -> hasty.get(miss(59)).status() == 200);
            assertEquals(1475, hasty.picture(miss(59)).frame());
            hasty.settles();
        }
    }

    @Test
    void comesThroughAStormOfMisses() {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            replies.add(edge.send(Edge.thumb(Clip.TS, "width/" + (200 + i) + "/vid_sec/" + i % 6)));
        }
        int made = 0;
        for (int i = 0; i < replies.size(); i++) {
            Reply reply = replies.get(i).join();
            switch (reply.status()) {
                case 200 -> {
                    made++;
                    assertEquals(i % 6 * 25, reply.frame());
                }
                case 503 -> assertOverloaded(reply);
                default -> assertEquals(504, reply.status());
            }
        }
        assertEquals(true, made >= 5);
        edge.settles();
        assertEquals(
                50, edge.picture(Edge.thumb(Clip.TS, "width/600/vid_sec/2")).frame());
    }
}
