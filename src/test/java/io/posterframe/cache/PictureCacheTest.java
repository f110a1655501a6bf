package io.posterframe.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class PictureCacheTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    Path data;

    private final Vertx vertx = Vertx.vertx();
    private final Samples.Counters counters = new Samples.Counters();
    private final Samples.Clock clock = new Samples.Clock();

    @AfterEach
    void nothingIsLeft() throws Exception {
        vertx.close().await();
        Path unfinished = data.resolve("pictures/unfinished");
        if (Files.isDirectory(unfinished)) {
            try (Stream<Path> files = Files.list(unfinished)) {
                assertEquals(List.of(), files.toList());
            }
        }
    }

    @Test
    void aPutIsInMemoryAtOnceAndOnDiskAfterClosing() {
        PictureCache cache = start();
        CachedPicture picture = Samples.picture("k", 5000);
        cache.put(picture);
        assertSame(picture, cache.peek("k"));
        assertEquals(new Found(picture, Tier.MEMORY), await(cache.find("k")));
        assertNull(await(cache.find("unknown")));
        await(cache.close(LONG));

        PictureCache warm = start();
        assertNull(warm.peek("k"));
        Found found = await(warm.find("k"));
        assertEquals(Tier.DISK, found.tier());
        assertEquals(picture.etag(), found.picture().etag());
        assertSame(found.picture(), warm.peek("k"), "kept in memory");
        assertEquals(Tier.MEMORY, await(warm.find("k")).tier());
        assertEquals(8192, await(warm).bytes(Tier.DISK));
        assertEquals(1, warm.entries(Tier.DISK));
        await(warm.close(LONG));
    }

    @Test
    void concurrentFindsReadASmallFileOnce() {
        fill("k", 5000);
        PictureCache cache = start();
        List<Future<Found>> finds =
                IntStream.range(0, 100).mapToObj(i -> cache.find("k")).toList();
        CachedPicture first = await(finds.get(0)).picture();
        finds.forEach(find -> assertSame(first, await(find).picture()));
        assertEquals(0, cache.readsUnderWay());
        await(cache.close(LONG));
    }

    @Test
    void concurrentFindsOfALargeFileEachGetAnOpenFileOfTheirOwn() throws Exception {
        fill("k", 100_000);
        PictureCache cache = start();
        List<Future<Found>> finds =
                IntStream.range(0, 10).mapToObj(i -> cache.find("k")).toList();
        for (Future<Found> find : finds) {
            try (var region =
                    assertInstanceOf(FileRegion.class, await(find).picture().body())) {
                var bytes = java.nio.ByteBuffer.allocate(100_000);
                region.file().read(bytes, region.offset());
                assertArrayEquals(Samples.noise("k".hashCode(), 100_000), bytes.array());
            }
        }
        assertNull(cache.peek("k"));
        assertEquals(0, cache.readsUnderWay());
        await(cache.close(LONG));
    }

    @Test
    void aRemovedPictureIsMissedAtOnceAndAfterARestart() {
        fill("k", 5000);
        PictureCache cache = start();
        assertNotNull(await(cache.find("k")));
        Future<Void> removed = cache.remove("k");
        assertNull(cache.peek("k"));
        assertNull(await(cache.find("k")));
        await(removed);
        assertNull(await(cache.find("k")));
        await(cache.close(LONG));
        PictureCache warm = start();
        assertNull(await(warm.find("k")));
        await(warm.close(LONG));
    }

    @Test
    void aReadThatARemovalOvertakesBringsNothingBack() {
        PictureCache before = start();
        for (int i = 0; i < 200; i++) {
            before.put(Samples.picture("k" + i, 5000));
        }
        await(before.close(LONG));
        PictureCache cache = start();
        for (int i = 0; i < 200; i++) {
            Future<Found> overtaken = cache.find("k" + i);
            Thread.yield();
            cache.remove("k" + i);
            Future<Found> later = cache.find("k" + i);
            await(overtaken);
            assertNull(cache.peek("k" + i));
            assertNull(await(later));
        }
        await(cache.close(LONG));
    }

    @Test
    void aPictureIsFoundWhileItWaitsToBeWritten() {
        PictureCache cache = new PictureCache(vertx, data, Samples.config(0, 1 << 22), counters, clock);
        for (int i = 0; i < 50; i++) {
            cache.put(Samples.picture("k" + i, 5000));
            assertNull(cache.peek("k" + i));
            assertNotNull(await(cache.find("k" + i)));
        }
        await(cache.close(LONG));
    }

    @Test
    void worksWithoutADisk() throws Exception {
        Files.writeString(data.resolve("pictures"), "a file where the folder should be");
        PictureCache cache = start();
        cache.put(Samples.picture("k", 5000));
        assertNotNull(cache.peek("k"));
        assertNull(await(cache.find("unknown")));
        await(cache.close(LONG));
        assertEquals(1, counters.writesDropped.get());
        assertTrue(!cache.diskWorks());
        assertNotNull(cache.peek("k"));
        assertNull(await(cache.find("unknown")));
    }

    @Test
    void aDiskOfNoBytesIsNeverTouched() {
        PictureCache cache = new PictureCache(vertx, data, Samples.config(0), counters, clock);
        cache.put(Samples.picture("k", 5000));
        assertEquals(Tier.MEMORY, await(cache.find("k")).tier());
        await(cache.remove("k"));
        assertNull(await(cache.find("k")));
        await(cache.close(LONG));
        assertTrue(Files.notExists(data.resolve("pictures")));
    }

    @Test
    void resultsArriveOnTheCallersContext() {
        fill("k", 5000);
        PictureCache cache = start();
        Context context = vertx.getOrCreateContext();
        Promise<Boolean> same = Promise.promise();
        context.runOnContext(v -> cache.find("k")
                .compose(found -> cache.remove("k"))
                .onComplete(done -> same.complete(Vertx.currentContext() == context)));
        assertTrue(await(same.future()));
        await(cache.close(LONG));
    }

    @Test
    void onlyAPictureWithItsBytesCanBePut() {
        fill("k", 100_000);
        PictureCache cache = start();
        CachedPicture large = await(cache.find("k")).picture();
        assertThrows(IllegalArgumentException.class, () -> cache.put(large));
        ((FileRegion) large.body()).close();
        CachedPicture again = await(cache.find("k")).picture();
        assertNotSame(large, again);
        ((FileRegion) again.body()).close();
        await(cache.close(LONG));
    }

    private PictureCache start() {
        return new PictureCache(vertx, data, Samples.config(64 << 20), counters, clock);
    }

    private void fill(String key, int length) {
        PictureCache cache = start();
        cache.put(Samples.picture(key, length));
        await(cache.close(LONG));
    }

    /** Until the files of before are counted. */
    private static PictureCache await(PictureCache cache) {
        while (!cache.indexComplete()) {
            Thread.yield();
        }
        return cache;
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
