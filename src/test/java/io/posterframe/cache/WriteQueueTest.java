package io.posterframe.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The queue's thread is started only when a test has filled the queue, so nothing here depends on who is faster. */
@Timeout(20)
class WriteQueueTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    Path data;

    private final Samples.Counters counters = new Samples.Counters();
    private DiskTier disk;
    private WriteQueue queue;

    @BeforeEach
    void start() {
        CacheConfig config = Samples.config(64 << 20);
        disk = new DiskTier(data.resolve("pictures"), config, new Samples.Clock(), counters);
        queue = new WriteQueue(disk, config, counters);
    }

    @Test
    void closingWritesWhatWaits() {
        for (int i = 0; i < 50; i++) {
            write(Samples.picture("k" + i, 100));
        }
        queue.start();
        await(queue.close(LONG));
        assertEquals(50, disk.files());
        assertEquals(0, queue.bytes());
        assertNull(queue.pending("k0"));
    }

    @Test
    void closingWithNoTimeDropsWhatWaits() {
        write(Samples.picture("k", 100));
        Future<Void> removed = queue.remove("other");
        Future<Void> closed = queue.close(Duration.ZERO);
        queue.start();
        await(closed);
        assertEquals(0, disk.files());
        assertEquals(1, counters.writesDropped.get());
        assertTrue(removed.failed());
        assertTrue(queue.remove("k").failed());
        write(Samples.picture("k", 100));
        assertEquals(2, counters.writesDropped.get());
    }

    @Test
    void isBoundedInNumberAndBytes() {
        for (int i = 0; i < 1001; i++) {
            write(Samples.picture("k" + i, 1));
        }
        assertEquals(1, counters.writesDropped.get());
        write(Samples.picture("k7", 2));
        assertEquals(1, counters.writesDropped.get(), "a replacement takes no place");

        queue = new WriteQueue(disk, Samples.config(64 << 20), counters);
        write(Samples.picture("a", 10 << 20));
        write(Samples.picture("b", 7 << 20));
        assertEquals(2, counters.writesDropped.get());
        write(Samples.picture("a", 16 << 20));
        assertEquals(16 << 20, queue.bytes());
        queue.remove("a");
        assertEquals(0, queue.bytes());
        write(Samples.picture("large", 17 << 20));
        assertEquals(2, counters.writesDropped.get(), "a large one may wait alone");
    }

    @Test
    void theLastPutOfAKeyWins() {
        CachedPicture second = Samples.picture("k", 200);
        write(Samples.picture("k", 100));
        write(second);
        assertSame(second, queue.pending("k").picture());
        queue.start();
        await(queue.close(LONG));
        assertEquals(200, disk.read("k").length());
    }

    @Test
    void aRemovalUndoesAWriteAndAWriteAfterItIsKept() {
        write(Samples.picture("gone", 100));
        Future<Void> gone = queue.remove("gone");
        assertNull(queue.pending("gone").picture());
        write(Samples.picture("back", 100));
        Future<Void> removed = queue.remove("back");
        write(Samples.picture("back", 200));
        queue.start();
        await(queue.close(LONG));
        assertTrue(gone.succeeded());
        assertTrue(removed.succeeded());
        assertNull(disk.read("gone"));
        assertEquals(200, disk.read("back").length());
    }

    @Test
    void aRemovalThatCannotBeDoneFails() throws Exception {
        Path inTheWay = FileNames.path(data.resolve("pictures"), FileNames.of("k"));
        Files.createDirectories(inTheWay.resolve("full"));
        Future<Void> removed = queue.remove("k");
        queue.start();
        await(queue.close(LONG));
        assertTrue(removed.failed());
        assertFalse(counters.diskErrors.get() == 0);
        assertNotNull(removed.cause());
    }

    private void write(CachedPicture picture) {
        queue.write(picture, (Bytes) picture.body());
    }

    private static void await(Future<Void> future) {
        try {
            future.await(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
