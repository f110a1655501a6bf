package io.posterframe.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.Until;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameZipTest {
    @TempDir
    Path temp;

    private Vertx vertx;
    private StoredFrames stored;

    @BeforeEach
    void open() throws IOException {
        vertx = Vertx.vertx();
        stored = new StoredFrames(vertx, temp);
    }

    @AfterEach
    void close() {
        stored.close();
        vertx.close().await();
    }

    /** Runs on an event loop. */
    private <T> Future<T> onLoop(java.util.function.Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        vertx.runOnContext(now -> work.get().onComplete(done));
        return done.future();
    }

    private Path written(FrameJob job) {
        Path file = temp.resolve("frames.zip");
        onLoop(() -> vertx.fileSystem()
                        .open(file.toString(), new OpenOptions())
                        .compose(out -> new FrameZip(job, stored).pipeTo(out)))
                .await();
        return file;
    }

    private static long lengthOf(Vertx vertx, FrameJob job, FrameZip.Frames frames) {
        Promise<Long> length = Promise.promise();
        vertx.runOnContext(now -> length.complete(new FrameZip(job, frames).length()));
        return length.future().await();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 249, 7_200})
    void everyEntryIsReadBack(int count) throws IOException {
        FrameJob job = stored.keep(count, 40);
        Path file = written(job);
        assertEquals(lengthOf(vertx, job, stored), Files.size(file));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertEquals(count, zip.size());
            List<String> names = new ArrayList<>();
            for (ZipEntry entry : Collections.list(zip.entries())) {
                byte[] frame = StoredFrames.frame(names.size(), 40);
                assertArrayEquals(frame, zip.getInputStream(entry).readAllBytes(), entry.getName());
                CRC32 crc = new CRC32();
                crc.update(frame);
                assertEquals(crc.getValue(), entry.getCrc());
                assertEquals(ZipEntry.STORED, entry.getMethod());
                names.add(entry.getName());
            }
            assertEquals(names.stream().sorted().toList(), names);
            assertEquals("000000_00000.000s.jpg", names.get(0));
            String last = String.format("%06d_%05d.000s.jpg", count - 1, count - 1);
            assertEquals(last, names.get(count - 1));
        }
    }

    @Test
    void itIsReadFromFrontToBackToo() throws IOException {
        FrameJob job = stored.keep(1_000, 5_000);
        int entries = 0;
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(written(job))))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertArrayEquals(StoredFrames.frame(entries, 5_000), zip.readAllBytes());
                // in the zone of who reads it
                assertEquals("2026-11-29T18:30:42", entry.getTimeLocal().toString());
                entries++;
            }
        }
        assertEquals(1_000, entries);
    }

    @Test
    void itIsTheSameEachTime() throws IOException {
        FrameJob job = stored.keep(500, 1_000);
        byte[] once = Files.readAllBytes(written(job));
        assertArrayEquals(once, Files.readAllBytes(written(job)));
    }

    @Test
    void framesOfABundleComeInOnePiece() throws IOException {
        written(stored.keep(1_000, 100));
        assertEquals(4, stored.reads());
    }

    @Test
    void piecesAreBounded() throws IOException {
        FrameJob job = stored.keep(250, 100_000);
        List<Integer> pieces = new ArrayList<>();
        Promise<Void> ended = Promise.promise();
        vertx.runOnContext(now -> {
            FrameZip zip = new FrameZip(job, stored);
            zip.endHandler(ended::complete);
            zip.exceptionHandler(ended::fail);
            zip.handler(piece -> pieces.add(piece.length()));
        });
        ended.future().await();
        assertTrue(pieces.size() > job.bytes() >> 20, pieces::toString);
        assertTrue(Collections.max(pieces) <= (1 << 20) + (64 << 10), pieces::toString);
    }

    @Test
    void aReaderThatStopsStopsTheReading() throws Exception {
        FrameJob job = stored.keep(2_500, 1_000);
        List<Buffer> taken = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<FrameZip> reading = new AtomicReference<>();
        Promise<Void> ended = Promise.promise();
        vertx.runOnContext(now -> {
            FrameZip zip = new FrameZip(job, stored);
            reading.set(zip);
            zip.endHandler(ended::complete);
            zip.exceptionHandler(ended::fail);
            zip.pause();
            zip.handler(taken::add);
            zip.fetch(2);
        });
        Until.holds("two pieces are there", () -> taken.size() == 2);
        Thread.sleep(200);
        assertEquals(2, taken.size());
        assertTrue(stored.reads() <= 3, "read ahead: " + stored.reads());
        vertx.runOnContext(now -> reading.get().resume());
        ended.future().await();
        assertEquals(
                lengthOf(vertx, job, stored),
                taken.stream().mapToLong(Buffer::length).sum());
    }

    @Test
    void aReaderThatLeavesEndsTheReading() throws Exception {
        FrameJob job = stored.keep(2_500, 1_000);
        AtomicLong pieces = new AtomicLong();
        vertx.runOnContext(now -> {
            FrameZip zip = new FrameZip(job, stored);
            zip.handler(piece -> {
                if (pieces.incrementAndGet() == 3) {
                    zip.stop();
                }
            });
        });
        Until.holds("it has stopped", () -> pieces.get() == 3);
        Thread.sleep(200);
        assertEquals(3, pieces.get());
        assertEquals(3, stored.reads());
    }

    private Failure failureOf(FrameJob job) {
        PictureException failed = assertThrows(PictureException.class, () -> onLoop(() -> {
                    Promise<Void> ended = Promise.promise();
                    FrameZip zip = new FrameZip(job, stored);
                    zip.endHandler(ended::complete);
                    zip.exceptionHandler(ended::fail);
                    zip.handler(piece -> {});
                    return ended.future();
                })
                .await());
        return failed.failure();
    }

    @Test
    void aDamagedFrameIsNoEntry() throws IOException {
        FrameJob job = stored.keep(600, 100);
        ByteBuffer bundle = stored.archive().read(job.id(), "250-1", 0, 5_000);
        bundle.put(4_321, (byte) (bundle.get(4_321) ^ 1));
        stored.archive().write(job.id(), "250-1", padded(bundle, job));
        Failure failure = failureOf(job);
        assertInstanceOf(Failure.SourceMissing.class, failure);
        assertTrue(failure.detail().contains("is damaged"), failure.detail());
    }

    /** With the rest of the bundle behind it. */
    private ByteBuffer padded(ByteBuffer start, FrameJob job) throws IOException {
        int length = 0;
        for (int number = 250; number < 500; number++) {
            length += StoredFrames.frame(number, 100).length;
        }
        ByteBuffer whole = stored.archive().read(job.id(), "250-1", 0, length);
        ByteBuffer changed = ByteBuffer.allocate(length).put(whole.duplicate());
        changed.put(0, start.array(), start.arrayOffset(), 5_000);
        return changed.flip();
    }

    @Test
    void aMissingFrameEndsIt() throws IOException {
        FrameJob job = stored.keep(600, 100);
        stored.database().now(handle -> handle.execute("delete from job_frames where number = 300"));
        assertTrue(failureOf(job).detail().contains("a frame is missing"));
    }

    @Test
    void aJobThatWasDeletedMeanwhileEndsIt() throws IOException {
        FrameJob job = stored.keep(600, 100);
        stored.database().now(handle -> handle.execute("delete from job_frames where number >= 300"));
        assertInstanceOf(Failure.SourceMissing.class, failureOf(job));
    }

    /** Fails now and then for a reason that may pass. */
    private final class Failing implements FrameZip.Frames {
        private final int good;
        private final int bad;
        private int asked;
        private int failed;

        /** @param bad failures in a row, after so many good answers each time */
        Failing(int good, int bad) {
            this.good = good;
            this.bad = bad;
        }

        private boolean fails() {
            boolean fails = asked++ % (good + bad) >= good;
            failed += fails ? 1 : 0;
            return fails;
        }

        @Override
        public Future<List<JobFrame>> page(int first, int limit) {
            return fails()
                    ? Future.failedFuture(new PictureException(new Failure.DatabaseFailed("gone")))
                    : stored.page(first, limit);
        }

        @Override
        public Future<Buffer> read(JobFrame first, JobFrame last, Function<ByteBuffer, Buffer> making) {
            return fails()
                    ? Future.failedFuture(new PictureException(new Failure.Overloaded(5)))
                    : stored.read(first, last, making);
        }
    }

    private Future<Buffer> read(FrameJob job, FrameZip.Frames frames) {
        return onLoop(() -> {
            Promise<Buffer> ended = Promise.promise();
            Buffer all = Buffer.buffer();
            FrameZip zip = new FrameZip(job, frames);
            zip.endHandler(end -> ended.complete(all));
            zip.exceptionHandler(ended::fail);
            zip.handler(all::appendBuffer);
            return ended.future();
        });
    }

    @Test
    void aTroubleThatPassesDoesNotBreakItOff() throws IOException {
        FrameJob job = stored.keep(600, 100);
        Failing frames = new Failing(3, 2);
        assertEquals(read(job, stored).await(), read(job, frames).await());
        assertTrue(frames.failed >= 2, "failed " + frames.failed + " times");
    }

    @Test
    void aTroubleThatLastsEndsIt() throws IOException {
        FrameJob job = stored.keep(600, 100);
        Failing frames = new Failing(3, 1_000);
        PictureException failure =
                assertThrows(PictureException.class, () -> read(job, frames).await());
        assertTrue(failure.failure().passing());
        assertEquals(5, frames.failed);
    }

    @Test
    void aTroubleBeforeAnythingIsThereIsToldAtOnce() throws IOException {
        FrameJob job = stored.keep(600, 100);
        Failing frames = new Failing(0, 1_000);
        assertThrows(PictureException.class, () -> read(job, frames).await());
        assertEquals(1, frames.failed);
    }

    /** 70 frames of 64 MiB each, whose zeros make holes in the file. */
    @Test
    void moreThanFourGibibytesAreReadBack() throws IOException {
        int bytes = 64 << 20;
        CRC32 crc = new CRC32();
        crc.update(new byte[bytes]);
        FrameJob few = stored.keep(70, 1);
        FrameJob job = new FrameJob(
                few.id(),
                few.order(),
                few.collection(),
                few.status(),
                few.expected(),
                70,
                70L * bytes,
                1,
                "v",
                "p",
                null,
                0,
                few.createdAt(),
                few.updatedAt(),
                few.finishedAt(),
                few.validUntil(),
                few.callback());
        FrameZip.Frames zeros = new FrameZip.Frames() {
            @Override
            public Future<List<JobFrame>> page(int first, int limit) {
                List<JobFrame> rows = new ArrayList<>();
                for (int number = first; number < Math.min(70, first + limit); number++) {
                    rows.add(new JobFrame(few.id(), number, "b" + number, 0, bytes, crc.getValue(), 1, 1));
                }
                return Future.succeededFuture(rows);
            }

            @Override
            public Future<Buffer> read(JobFrame first, JobFrame last, Function<ByteBuffer, Buffer> making) {
                return vertx.executeBlocking(() -> making.apply(ByteBuffer.allocate(bytes)), false);
            }
        };
        Path file = temp.resolve("large.zip");
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            onLoop(() -> {
                        Promise<Void> ended = Promise.promise();
                        FrameZip zip = new FrameZip(job, zeros);
                        zip.endHandler(ended::complete);
                        zip.exceptionHandler(ended::fail);
                        zip.handler(piece -> sparse(out, piece));
                        return ended.future();
                    })
                    .await();
        }
        assertEquals(lengthOf(vertx, job, zeros), Files.size(file));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertEquals(70, zip.size());
            ZipEntry last = zip.getEntry("000069_00069.000s.jpg");
            assertNotNull(last);
            assertEquals(bytes, last.getSize());
            assertEquals(0, zip.getInputStream(last).readNBytes(1 << 20)[(1 << 20) - 1]);
            assertNull(zip.getEntry("000070_00070.000s.jpg"));
        }
    }

    /** What has no bytes but a head of zeros is skipped. */
    private static void sparse(FileChannel out, Buffer piece) {
        int head = Math.min(piece.length(), 64 << 10);
        try {
            out.write(ByteBuffer.wrap(piece.getBytes(0, head)));
            out.position(out.position() + piece.length() - head);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
