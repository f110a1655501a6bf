package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.origin.OriginStub;
import io.posterframe.origin.OriginStub.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Videos behind URL templates: partner 100's at an origin that is put to the test, partner 200's at a good one. */
class RemoteOriginTest {
    private static final AtomicInteger ENTRIES = new AtomicInteger();

    @TempDir
    static Path temp;

    private static Vertx vertx;
    private static OriginStub good;
    private static OriginStub stub;
    private static Edge edge;

    /** What is known of an entry outlives a test, so each test has its own. */
    private final String entry = "e" + ENTRIES.incrementAndGet();

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        good = new OriginStub(vertx, new HttpServerOptions());
        good.media = Files.readAllBytes(Clip.MKV.file());
        stub = new OriginStub(vertx, new HttpServerOptions());
        edge = start(temp.resolve("data"), stub);
    }

    private static Edge start(Path data, OriginStub stub, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "catalog.folder",
                "",
                "catalog.templates",
                "[" + template(100, stub) + ", " + template(200, good) + "]",
                "origin.allowed-addresses",
                "[127.0.0.0/8]",
                "origin.read-timeout",
                "1s",
                "origin.open-timeout",
                "1s",
                "origin.retries",
                "1",
                "origin.max-without-ranges-bytes",
                "1MiB",
                "cache.passing-failure-ttl",
                "100ms"));
        options.addAll(List.of(more));
        return Edge.start(data, options.toArray(String[]::new));
    }

    private static String template(int partner, OriginStub stub) {
        return "{url: 'http://127.0.0.1:" + stub.port() + "/{entry_id}.mp4', partners: ['" + partner + "']}";
    }

    @AfterAll
    static void stop() throws Exception {
        edge.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @BeforeEach
    void behave() throws Exception {
        stub.media = Files.readAllBytes(Clip.LONG_GOP.file());
        stub.etag = "\"v1\"";
        stub.fault = Fault.NONE;
        stub.status = 0;
        stub.ranges = true;
        stub.faulty.set(-1);
        stub.requests.clear();
        // a success, so that failures of an earlier test are not held against the server any more
        Until.holds("the origin is trusted", () -> edge.get(at(0)).status() == 200);
    }

    @AfterEach
    void settles() {
        edge.settles();
    }

    private String at(double second) {
        return Edge.thumb(entry, "width/320/vid_sec/" + second);
    }

    private static String goodOnesAt(double second) {
        return "/p/200/thumbnail/entry_id/x/width/320/vid_sec/" + second;
    }

    private static double bytesRead() {
        return edge.metrics().value("posterframe_origin_bytes_total{kind=\"http\"}");
    }

    @Test
    void showsTheRightFrames() {
        for (double second : new double[] {0, 9.98, 10, 33.33, 59.97, 100}) {
            assertEquals(Clip.LONG_GOP.frameAt(second), edge.picture(at(second)).frame());
        }
        assertEquals("entry-" + entry + ",partner-100", edge.picture(at(10)).header("cache-tag"));
    }

    @Test
    void readsTheIndexAndAGopOfABigFile() {
        stub.media = withFiller(stub.media, 40 << 20);
        stub.etag = "\"big\"";
        String big = Edge.thumb("big", "width/320/vid_sec/");
        double before = bytesRead();
        assertEquals(1125, edge.picture(big + "45").frame());
        assertTrue(bytesRead() - before < 500_000, () -> "read " + (bytesRead() - before));
        double after = bytesRead();
        assertEquals(1126, edge.picture(big + "45.05").frame());
        assertTrue(bytesRead() - after < 150_000, () -> "read " + (bytesRead() - after));
    }

    /** An MP4 that ends with its index, with bytes of no meaning before that. */
    private static byte[] withFiller(byte[] mp4, int filler) {
        ByteBuffer from = ByteBuffer.wrap(mp4);
        int index = 0;
        while (from.getInt(index + 4) != 0x6D6F6F76) { // moov
            index += from.getInt(index);
        }
        ByteBuffer to = ByteBuffer.allocate(mp4.length + filler);
        to.put(mp4, 0, index).putInt(filler).putInt(0x66726565).position(index + filler); // free
        return to.put(mp4, index, mp4.length - index).array();
    }

    @Test
    void showsTheNewVideoWhenItChangesInMidRead() throws Exception {
        stub.media = Files.readAllBytes(Clip.ROTATED_90.file());
        stub.etag = "\"v2\"";
        Reply reply = edge.picture(Edge.thumb(entry, "width/0/height/0/vid_sec/59"));
        assertEquals("180x320", reply.size());
        assertEquals(74, reply.frame());
    }

    @ParameterizedTest
    @EnumSource(names = {"HANG", "HANG_IN_BODY", "DRIP"})
    void answersInTimeWhenTheOriginDoesNot(Fault fault) {
        stub.fault = fault;
        CompletableFuture<Reply> opening = edge.send(Edge.thumb(entry + "-other", "width/320"));
        CompletableFuture<Reply> reading = edge.send(at(55));
        assertEquals(
                25,
                edge.picture(goodOnesAt(1 + ENTRIES.incrementAndGet() / 1e6)).frame());
        for (Reply late : List.of(opening.join(), reading.join())) {
            assertEquals(504, late.status());
            assertEquals("error-11", late.header("x-kaltura"));
            assertEquals("no-store", late.header("cache-control"));
            assertEquals("5", late.header("retry-after"));
            assertEquals("fwd=miss; detail=timeout", late.cacheStatus());
            assertEquals("the picture was not ready in time\n", late.text());
        }
        stub.fault = Fault.NONE;
        Until.holds("all is well again", () -> edge.get(at(55)).status() == 200);
    }

    @ParameterizedTest
    @CsvSource({"404, 404", "410, 404", "403, 404", "500, 502", "503, 502", "429, 502"})
    void tellsAMissingVideoFromAnOriginInTrouble(int origin, int answer) {
        stub.status = origin;
        Reply reply = edge.get(Edge.thumb(entry + "-other", "width/320"));
        assertEquals(answer, reply.status());
        assertEquals("error-5", reply.header("x-kaltura"));
        assertEquals(answer == 404 ? "public, max-age=60" : "no-store", reply.header("cache-control"));
    }

    @ParameterizedTest
    @CsvSource({"503, NONE", "0, TRUNCATED", "0, HANG_IN_BODY"})
    void readsAgainWhatFailedOnce(int status, Fault fault) {
        stub.status = status;
        stub.fault = fault;
        stub.faulty.set(1);
        assertEquals(1375, edge.picture(at(55)).frame());
        assertTrue(stub.faulty.get() <= 0);
    }

    @Test
    void copiesASmallVideoOfAnOriginWithoutRanges() throws Exception {
        stub.ranges = false;
        stub.media = Files.readAllBytes(Clip.TS.file());
        for (int second = 0; second < 6; second++) {
            String target = Edge.thumb(entry + "-whole", "width/320/vid_sec/" + second);
            assertEquals(second * 25, edge.picture(target).frame());
        }
        assertEquals(
                1,
                stub.requests.stream().filter(asked -> asked.contains("-whole")).count());
        stub.media = new byte[(1 << 20) + 1];
        assertEquals(
                "error-5", edge.get(Edge.thumb(entry + "-large", "width/320")).header("x-kaltura"));
    }

    @Test
    void servesWhatItHasWhileTheOriginIsDown() throws Exception {
        Path data = temp.resolve("stale");
        String[] strict = {"origin.recheck-after", "100ms", "origin.stale-while-revalidate", "0s"};
        String known = Edge.thumb("stale", "width/320/vid_sec/1");
        Reply first;
        try (Edge running = start(data, stub, strict)) {
            first = running.picture(known);
            stub.status = 503;
            Until.holds("the check is due", () -> stale(running.picture(known)));
            assertArrayEquals(first.body(), running.picture(known).body());
            assertEquals(
                    502,
                    running.get(Edge.thumb("stale", "width/320/vid_sec/50")).status());
            running.settles();
        }
        try (Edge restarted = start(data, stub, strict)) {
            Reply reply = restarted.picture(known);
            assertTrue(stale(reply));
            assertArrayEquals(first.body(), reply.body());
            assertEquals(first.header("etag"), reply.header("etag"));
            assertEquals(
                    502,
                    restarted.get(Edge.thumb("stale", "width/320/vid_sec/50")).status());
            stub.status = 404;
            Until.holds("it is gone", () -> restarted.get(known).status() == 404);
        }
    }

    private static boolean stale(Reply reply) {
        return reply.cacheStatus().endsWith("detail=stale");
    }
}
