package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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

/** Many who want the same picture. The workers are held still meanwhile, so that all of them do come too early. */
@Tag("alone")
class CoalescingTest {
    @TempDir
    static Path data;

    private static Edge edge;

    @BeforeAll
    static void start() throws Exception {
        edge = Edge.start(data).ready();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @AfterEach
    void settles() {
        edge.settles();
    }

    @Test
    void makesOnePictureForAThousandClients() throws Exception {
        String target = Edge.thumb(Clip.MKV, "width/160/vid_sec/1");
        long renders = edge.renders();
        long read = edge.requestsRead();
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        try (StoppedWorkers stopped = edge.stopWorkers()) {
            for (int i = 0; i < 1000; i++) {
                replies.add(edge.send(i % 3 == 0 ? target + "?client=" + i : target));
            }
            Until.holds("all have asked", () -> edge.requestsRead() == read + 1000);
            assertEquals(1, edge.server().delivery().flights());
            stopped.letGo();
        }
        Reply first = replies.get(0).join();
        assertEquals(25, first.frame());
        int misses = 0;
        for (CompletableFuture<Reply> reply : replies) {
            assertArrayEquals(first.body(), reply.join().body());
            String status = reply.join().cacheStatus();
            misses += status.equals("fwd=miss; stored") ? 1 : 0;
            assertEquals(status.equals("fwd=miss; stored") ? status : "fwd=miss; collapsed", status);
        }
        assertEquals(1, misses);
        assertEquals(renders + 1, edge.renders());
        assertEquals(1000, count("miss") + count("joined"));
    }

    private static long count(String result) {
        return (long) edge.metrics().value("posterframe_requests_total{result=\"" + result + "\"}");
    }

    @Test
    void takesNobodysPictureAwayWhenOneLeaves() throws Exception {
        String target = Edge.thumb(Clip.TS, "width/160/vid_sec/1");
        long renders = edge.renders();
        long gone = abandoned();
        CompletableFuture<Reply> second;
        try (StoppedWorkers stopped = edge.stopWorkers()) {
            RawConnection first = new RawConnection(edge).send(RawConnection.get(target));
            flights(1);
            long read = edge.requestsRead();
            second = edge.send(target);
            Until.holds("the second has asked", () -> edge.requestsRead() == read + 1);
            first.close();
            Until.holds("the first has left", () -> abandoned() == gone + 1);
            flights(1);
            stopped.letGo();
        }
        assertEquals(25, second.join().frame());
        assertEquals(renders + 1, edge.renders());
    }

    @Test
    void givesAPictureUpWhenAllHaveLeft() throws Exception {
        long renders = edge.renders();
        long gone = abandoned();
        try (StoppedWorkers stopped = edge.stopWorkers()) {
            List<RawConnection> clients = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String target = Edge.thumb(Clip.MP4_INDEX_LAST, "width/160/vid_sec/0." + i % 10);
                clients.add(new RawConnection(edge).send(RawConnection.get(target)));
            }
            flights(10);
            for (RawConnection client : clients) {
                client.close();
            }
            Until.holds("all have left", () -> abandoned() == gone + 40);
            assertEquals(0, edge.server().delivery().flights());
            assertEquals(0, edge.server().pool().queued());
            stopped.letGo();
        }
        edge.settles();
        assertEquals(renders, edge.renders());
        assertEquals(
                2,
                edge.picture(Edge.thumb(Clip.MP4_INDEX_LAST, "width/160/vid_sec/0.1"))
                        .frame());
    }

    private static long abandoned() {
        return (long) edge.metrics().value("posterframe_requests_abandoned_total");
    }

    private static void flights(int count) {
        Until.holds(count + " flights", () -> edge.server().delivery().flights() == count);
    }
}
