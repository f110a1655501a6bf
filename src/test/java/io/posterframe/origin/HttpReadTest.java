package io.posterframe.origin;

import static io.posterframe.origin.LocalSourceTest.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Failure.SourceMissing;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads from an origin that behaves. */
class HttpReadTest {
    private static final int BLOCK = 16 * 1024;

    @TempDir
    Path folder;

    private Surroundings around;
    private OriginStub stub;

    @BeforeEach
    void start() throws Exception {
        around = new Surroundings(folder);
        stub = around.stub;
    }

    @AfterEach
    void stop() {
        around.close();
    }

    private byte[] part(int from, int to) {
        return Arrays.copyOfRange(stub.media, from, to);
    }

    private String lastRange() {
        return stub.requests.get(stub.requests.size() - 1).split(" ")[1];
    }

    @Test
    void learnsSizeAndVersionFromTheFirstAnswerAndKeepsItsBytes() throws Exception {
        CurrentSource found = around.current(around.url("/clip.mp4"));
        MediaSource source = found.source();
        assertEquals(new SourceVersion(300_000, "\"v1\"", 784111777000L), source.version());
        assertEquals(around.url("/clip.mp4").toString(), source.id());
        assertEquals(around.clock.get() + 60_000, found.freshUntilMillis());
        try (MediaReader reader = source.open()) {
            assertArrayEquals(part(100, 65_536), bytes(reader.read(100, 65_436, 0)));
        }
        assertEquals(List.of("/clip.mp4 bytes=0-65535 null"), stub.requests);
        assertEquals("media.test:" + stub.port(), stub.hosts.get(0));
        assertEquals(65_536, around.counts.http.get());
    }

    @Test
    void asksForTheMissingBlocksOnlyUnderTheKnownVersion() throws Exception {
        try (MediaReader reader = around.open().open()) {
            assertArrayEquals(part(60_000, 70_000), bytes(reader.read(60_000, 10_000, 0)));
            assertEquals("/clip.mp4 bytes=65536-81919 \"v1\"", stub.requests.get(1));
            assertArrayEquals(part(60_000, 70_000), bytes(reader.read(60_000, 10_000, 0)));
            assertEquals(2, stub.requests.size());
        }
        assertEquals(3, around.counts.hits.get());
        assertEquals(1, around.counts.misses.get());
    }

    @Test
    void readsNoMoreThanHintedUpToTheEdgeOfABlock() throws Exception {
        try (MediaReader reader = around.open().open()) {
            ByteBuffer read = reader.read(100_000, 5_000, 50_000);
            assertEquals(5_000, read.remaining());
            assertEquals("bytes=98304-163839", lastRange(), "100,000 to 155,000, rounded to blocks");
            reader.read(105_000, 50_000, 20_000);
            assertEquals(2, stub.requests.size(), "what was hinted is here");
        }
    }

    @Test
    void readsAheadMoreAndMoreWhileTheReaderGoesStraightOn() throws Exception {
        try (MediaReader reader = around.open().open()) {
            for (int offset = 81_920; offset < 300_000; offset += BLOCK) {
                reader.read(offset, BLOCK, 0);
            }
        }
        assertEquals(
                List.of("81920-98303", "98304-131071", "131072-196607", "196608-299999"),
                stub.requests.stream()
                        .skip(1)
                        .map(request -> request.split("[ =]")[2])
                        .toList());
    }

    @Test
    void boundsReadAheadByConfiguration() throws Exception {
        around.maxReadAhead = 2 * BLOCK;
        try (MediaReader reader = around.open().open()) {
            reader.read(98_304, BLOCK, 200_000);
            assertEquals("bytes=98304-147455", lastRange());
        }
    }

    @Test
    void stopsAtTheEndOfTheMedia() throws Exception {
        try (MediaReader reader = around.open().open()) {
            assertArrayEquals(part(299_990, 300_000), bytes(reader.read(299_990, 1000, 1000)));
            assertEquals("bytes=294912-299999", lastRange());
            assertEquals(0, reader.read(300_000, 10, 10).remaining());
            assertEquals(0, reader.read(Long.MAX_VALUE - 5, 10, 10).remaining());
        }
    }

    @Test
    void opensMediaThatIsShorterThanTheFirstRangeOrEmpty() throws Exception {
        stub.media = OriginStub.random(10);
        try (MediaReader reader = around.open().open()) {
            assertArrayEquals(stub.media, bytes(reader.read(0, 100, 0)));
        }
        stub.media = new byte[0];
        MediaSource empty = around.current(around.url("/empty")).source();
        assertEquals(0, empty.version().size());
        try (MediaReader reader = empty.open()) {
            assertEquals(0, reader.read(0, 100, 100).remaining());
        }
    }

    @Test
    void asksOnceForManyWhoOpenTheSameAndReadTheSame() throws Exception {
        List<CompletableFuture<CurrentSource>> opening = IntStream.range(0, 20)
                .mapToObj(i -> {
                    try {
                        return around.origins()
                                .current(around.url("/clip.mp4"))
                                .toCompletionStage()
                                .toCompletableFuture();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
        List<Thread> threads = new ArrayList<>();
        for (CompletableFuture<CurrentSource> one : opening) {
            MediaSource source = one.get().source();
            Thread thread = new Thread(() -> {
                try (MediaReader reader = source.open()) {
                    reader.read(150_000, 100_000, 0);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(2, stub.requests.size(), stub.requests::toString);
    }

    @Test
    void keepsItsConnection() throws Exception {
        try (MediaReader reader = around.open().open()) {
            reader.read(100_000, 10, 0);
            reader.read(200_000, 10, 0);
        }
        stub.status = 404;
        Surroundings.failure(SourceMissing.class, () -> around.current(around.url("/other")));
        stub.status = 0;
        around.current(around.url("/third"));
        assertEquals(1, stub.connections.get());
    }

    @Test
    void answersAtOnceOnTheCallersOwnContext() throws Exception {
        CompletableFuture<Boolean> same = new CompletableFuture<>();
        Origins origins = around.origins();
        around.vertx.runOnContext(on -> {
            Context here = Vertx.currentContext();
            origins.current(around.url("/clip.mp4")).onSuccess(found -> same.complete(Vertx.currentContext() == here));
        });
        assertTrue(same.get());
    }

    @Test
    void givesEachOfManyReadersItsBytesWhileBlocksAreEvicted() throws Exception {
        around.blockCacheBytes = 5 * BLOCK;
        MediaSource source = around.open();
        List<CompletableFuture<Void>> readers = IntStream.range(0, 6)
                .mapToObj(seed -> CompletableFuture.runAsync(() -> readAtRandom(source, new Random(seed))))
                .toList();
        for (CompletableFuture<Void> reader : readers) {
            reader.get(20, TimeUnit.SECONDS);
        }
    }

    private void readAtRandom(MediaSource source, Random random) {
        try (MediaReader reader = source.open()) {
            for (int i = 0; i < 60; i++) {
                int from = random.nextInt(280_000);
                int to = from + 1 + random.nextInt(20_000);
                int ahead = random.nextBoolean() ? 0 : random.nextInt(60_000);
                assertArrayEquals(part(from, to), bytes(reader.read(from, to - from, ahead)));
            }
        }
    }
}
