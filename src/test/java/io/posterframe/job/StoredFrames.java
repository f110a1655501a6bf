package io.posterframe.job;

import io.posterframe.archive.Archive;
import io.posterframe.archive.ArchiveConfig;
import io.posterframe.archive.Archives;
import io.posterframe.database.Database;
import io.posterframe.database.TestDatabase;
import io.posterframe.job.FrameJob.Callback;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.CRC32;

/** Jobs whose frames are bytes of any kind, in a database and an archive of their own. */
final class StoredFrames implements FrameZip.Frames, AutoCloseable {
    private static final int BUNDLE = 250;

    /** Each costs some forces to the disk. */
    private static final int MOST_BUNDLES = 40;

    private final Vertx vertx;
    private final Database database;
    private final Archive archive;
    private final AtomicInteger reads = new AtomicInteger();
    private FrameJob job = job(0, 0);

    StoredFrames(Vertx vertx, Path folder) throws IOException {
        this.vertx = vertx;
        database = TestDatabase.H2.open(vertx, folder.resolve("database"));
        archive = Archives.open(ArchiveConfig.DEFAULTS, folder);
    }

    private static FrameJob job(int frames, long bytes) {
        Instant now = Instant.parse("2026-11-29T18:30:42Z");
        return new FrameJob(
                UUID.randomUUID().toString(),
                new FrameOrder(
                        JobApi.TASKS, "100", "re_1", 1, 0, false, OptionalLong.empty(), OptionalLong.empty(), null),
                666_914_042_514_116_608L,
                FrameJob.Status.COMPLETED,
                OptionalInt.of(frames),
                frames,
                bytes,
                1,
                "v",
                "p",
                null,
                0,
                now,
                now,
                now,
                now.plusSeconds(3600),
                new Callback(Callback.State.NONE, 0, ""));
    }

    /** The bytes of a frame: of any length, but the same each time. */
    static byte[] frame(int number, int most) {
        Random random = new Random(number);
        byte[] bytes = new byte[1 + random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Keeps a job. @param most bytes of a frame */
    FrameJob keep(int count, int most) throws IOException {
        FrameJob empty = job(count, 0);
        database.now(handle -> {
            FrameJobsTable.insert(handle, empty, null);
            return count;
        });
        long bytes = 0;
        int bundle = Math.max(BUNDLE, count / MOST_BUNDLES);
        for (int first = 0; first < count; first += bundle) {
            bytes += bundle(empty.id(), first, Math.min(count, first + bundle), most);
        }
        FrameJob whole = job(count, bytes);
        job = new FrameJob(
                empty.id(),
                whole.order(),
                whole.collection(),
                whole.status(),
                whole.expected(),
                count,
                bytes,
                1,
                "v",
                archive.place(),
                null,
                0,
                whole.createdAt(),
                whole.updatedAt(),
                whole.finishedAt(),
                whole.validUntil(),
                whole.callback());
        return job;
    }

    private long bundle(String jobId, int first, int end, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((end - first) * most);
        List<JobFrame> frames = new ArrayList<>();
        for (int number = first; number < end; number++) {
            byte[] frame = frame(number, most);
            CRC32 crc = new CRC32();
            crc.update(frame);
            frames.add(
                    new JobFrame(jobId, number, first + "-1", bytes.position(), frame.length, crc.getValue(), 16, 9));
            bytes.put(frame);
        }
        archive.write(jobId, first + "-1", bytes.flip());
        database.now(handle -> {
            JobFramesTable.insert(handle, frames);
            return end;
        });
        return bytes.limit();
    }

    /** How many bundles were read from so far. */
    int reads() {
        return reads.get();
    }

    Archive archive() {
        return archive;
    }

    Database database() {
        return database;
    }

    @Override
    public Future<List<JobFrame>> page(int first, int limit) {
        return database.transact(handle -> JobFramesTable.from(handle, job.id(), first, limit));
    }

    @Override
    public Future<Buffer> read(JobFrame first, JobFrame last, Function<ByteBuffer, Buffer> making) {
        reads.incrementAndGet();
        return vertx.executeBlocking(
                () -> making.apply(archive.read(
                        first.jobId(), first.bundle(), first.offset(), last.offset() + last.bytes() - first.offset())),
                false);
    }

    @Override
    public void close() {
        archive.close();
        database.close();
    }
}
