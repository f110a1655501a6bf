package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health over a server's life: starting, ready, without workers, draining, gone. */
@Tag("alone")
class DrainTest {
    @TempDir
    Path data;

    private static String status(Reply reply, int expected) {
        assertEquals(expected, reply.status());
        assertEquals("no-store", reply.header("cache-control"));
        return new JsonObject(reply.text()).getString("status");
    }

    @Test
    void finishesWhatIsInFlightAndTakesNothingNew() throws Exception {
        List<Long> workers;
        try (Edge edge = Edge.start(data, "server.drain-delay", "3s", "render.workers", "1")) {
            assertEquals("starting", status(edge.get("/health/ready"), 503));
            assertEquals("live", status(edge.get("/health/live"), 200));
            edge.ready();
            assertEquals("ready", status(edge.get("/health/ready"), 200));
            edge.picture(Edge.thumb(Clip.MKV, "width/160"));
            CompletableFuture<Void> drained;
            CompletableFuture<Reply> waited;
            try (StoppedWorkers stopped = edge.stopWorkers()) {
                workers = edge.server().pool().workerIds();
                CompletableFuture<Reply> inFlight = edge.send(Edge.thumb(Clip.MKV, "width/160/vid_sec/1"));
                Until.holds("it is in flight", () -> {
                    assertFalse(inFlight.isDone(), () -> "answered: " + inFlight.join());
                    return edge.server().delivery().flights() == 1;
                });
                waited = inFlight;
                drained = CompletableFuture.runAsync(() -> assertDrains(edge));
                Until.holds("it is not ready", () -> edge.get("/health/ready").status() == 503);
                assertEquals("draining", status(edge.get("/health/ready"), 503));
                assertEquals("live", status(edge.get("/health/live"), 200));
                // balancers have not noticed yet
                Reply late = edge.picture(Edge.thumb(Clip.MKV, "width/160"));
                assertEquals(75, late.frame());
                assertEquals("close", late.header("connection"));
                assertEndsAConnectionInUse(edge);
                Until.holds("it takes no connection any more", () -> refuses(edge));
                assertFalse(drained.isDone());
                stopped.letGo();
            }
            Reply last = waited.get(60, TimeUnit.SECONDS);
            assertEquals(25, last.frame());
            assertEquals("close", last.header("connection"), "of a request that came before the drain");
            drained.get(60, TimeUnit.SECONDS);
        }
        Until.holds("no worker is left", () -> workers.stream().noneMatch(DrainTest::runs));
    }

    private static void assertEndsAConnectionInUse(Edge edge) throws IOException {
        for (String target : List.of("/health/live", "/nothing", Edge.thumb(Clip.MKV, "width/160"))) {
            try (RawConnection connection = new RawConnection(edge)) {
                connection.send(RawConnection.get(target));
                assertEquals("close", connection.receive().header("connection"), target);
                assertTrue(connection.ends(), target);
            }
        }
    }

    private static void assertDrains(Edge edge) {
        try {
            edge.server().drain();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean refuses(Edge edge) {
        try {
            new RawConnection(edge).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean runs(long worker) {
        return ProcessHandle.of(worker).filter(ProcessHandle::isAlive).isPresent();
    }

    @Test
    void leavesNothingRunningWhenItIsClosed() throws Exception {
        int port;
        List<Long> workers;
        try (Edge edge = Edge.start(data, "render.workers", "2")) {
            Until.holds("both are there", () -> edge.server().pool().readyWorkers() == 2);
            workers = edge.server().pool().workerIds();
            assertEquals(2, workers.stream().filter(DrainTest::runs).count());
            port = edge.port();
        }
        Until.holds("no worker is left", () -> workers.stream().noneMatch(DrainTest::runs));
        assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", port).close());
    }
}
