package io.posterframe.render;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One worker outside of a pool, started and talked to as the pool does. Blocks; for the thread that started it, with which
 * a worker in a sandbox ends. Killed when its time is up or it is closed.
 */
public final class WorkerTrial implements AutoCloseable {
    private final WorkerProcess process;
    private final PoolParts parts;

    private WorkerTrial(WorkerProcess process, RenderConfig config) {
        this.process = process;
        this.parts = new PoolParts(config, RenderMetrics.NONE);
    }

    /**
     * Waits until it is ready for work.
     *
     * @param time for its start and all its work
     * @throws IOException when it does not start, with its last words
     */
    public static WorkerTrial start(WorkerCommand command, Duration time) throws IOException {
        WorkerProcess process = WorkerProcess.launch(command);
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> process.kill(RenderMetrics.End.DEADLINE));
        process.awaitReady();
        return new WorkerTrial(process, command.config());
    }

    /**
     * Has a picture made.
     *
     * @throws PictureException when it can't be made
     * @throws IOException when the worker has ended over it, with how it did
     */
    public RenderedPicture picture(PictureJob job) throws IOException {
        PictureRender render = new PictureRender(job, new RenderQueue(1));
        try {
            Dialogue.of(process.wire(), render, parts, () -> false).run();
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; " + process.epitaph(), e);
        }
        RenderedPicture picture = render.future().result();
        if (picture == null) {
            throw render.future().cause() instanceof PictureException known
                    ? known
                    : new PictureException(new Failure.Internal("a picture without an end"));
        }
        return picture;
    }

    /** Resident bytes, or 0 where the system does not tell. */
    public long residentBytes() {
        return process.residentBytes();
    }

    @Override
    public void close() {
        process.kill(RenderMetrics.End.RECYCLED);
    }
}
