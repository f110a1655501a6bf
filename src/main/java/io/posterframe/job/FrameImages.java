package io.posterframe.job;

import io.posterframe.archive.Archive;
import io.posterframe.database.Database;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The frames that jobs have made. Safe on every thread; never blocks. The futures fail with a PictureException. */
public final class FrameImages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrameImages.class);
    private static final int WORKERS = 8;
    private static final int MOST_WAITING = 512;
    private static final int RETRY_SECONDS = 5;

    private final Database database;
    private final Archive archive;
    private final WorkerExecutor workers;
    private final AtomicInteger waiting = new AtomicInteger();
    private final RecentImages recent = new RecentImages();

    FrameImages(Vertx vertx, Database database, Archive archive) {
        this.database = database;
        this.archive = archive;
        workers = vertx.createSharedWorkerExecutor("posterframe-frames", WORKERS);
    }

    /** Some of a job's frames, from a number on. */
    public Future<List<JobFrame>> list(String jobId, int first, int limit) {
        return database.transact(handle -> JobFramesTable.from(handle, jobId, first, limit));
    }

    /** The frame of a number. */
    public Future<Optional<JobFrame>> find(String jobId, int number) {
        return database.transact(handle -> JobFramesTable.find(handle, jobId, number));
    }

    /**
     * The image of a frame and what is made of it, on a thread that may block. Fails with SourceMissing where it is kept in a
     * place that this server does not reach.
     *
     * @param making never returns null
     */
    public <T> Future<T> image(JobFrame frame, Function<ByteBuffer, T> making) {
        return blocking(() -> making.apply(read(frame, frame)));
    }

    /**
     * The image of a frame, read-only and in direct memory, for frames that many look at: it is remembered for a while, and
     * read once for all who ask for it at once. Fails as the other does.
     */
    public Future<ByteBuffer> recent(JobFrame frame) {
        return recent.get(frame, () -> image(frame, FrameImages::direct));
    }

    private static ByteBuffer direct(ByteBuffer bytes) {
        return bytes.isDirect()
                ? bytes
                : ByteBuffer.allocateDirect(bytes.remaining()).put(bytes).flip();
    }

    private ByteBuffer read(JobFrame first, JobFrame last) throws IOException {
        int length = last.offset() + last.bytes() - first.offset();
        return archive.read(first.jobId(), first.bundle(), first.offset(), length);
    }

    /** All frames of a job that is completed, as a zip. To be called on the event loop that reads it. */
    public FrameZip zip(FrameJob job) {
        return new FrameZip(job, new FrameZip.Frames() {
            @Override
            public Future<List<JobFrame>> page(int first, int limit) {
                return list(job.id(), first, limit);
            }

            @Override
            public Future<Buffer> read(JobFrame first, JobFrame last, Function<ByteBuffer, Buffer> making) {
                return blocking(() -> making.apply(FrameImages.this.read(first, last)));
            }
        });
    }

    private <T> Future<T> blocking(Callable<T> work) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(new PictureException(new Failure.Overloaded(RETRY_SECONDS)));
        }
        return workers.executeBlocking(work, false)
                .onComplete(done -> waiting.decrementAndGet())
                .recover(cause -> Future.failedFuture(translated(cause)));
    }

    private static Throwable translated(Throwable cause) {
        if (cause instanceof NoSuchFileException) {
            return new PictureException(new Failure.SourceMissing("a frame's bundle: " + cause.getMessage()));
        }
        if (cause instanceof IOException) {
            LOG.warn("frames can't be read: {}", cause.toString());
            return new PictureException(new Failure.OriginFailed("frames can't be read: " + cause, true));
        }
        return cause;
    }

    /** Lets work that runs end. */
    @Override
    public void close() {
        workers.close();
    }
}
