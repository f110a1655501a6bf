package io.posterframe.render;

import io.posterframe.origin.Uris;
import io.posterframe.picture.Engine;
import io.posterframe.picture.Failure;
import io.posterframe.trail.Stage;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One place in the pool: a thread that keeps a worker process running and talks to it, one job after the other. When the
 * process dies a new one takes its place; when it has made its number of pictures the next one is started beside it
 * first, so that the place is never empty for long.
 */
final class WorkerSeat implements RenderQueue.Seat, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerSeat.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final int TRIES = 2;

    private final RenderPool pool;
    private final Executor starter;

    /** The videos that the process has open, as it decides by the same rule. Guarded by itself. */
    private final Set<String> open = new LinkedHashSet<>();

    /** Held while {@link #current} changes, so that a kill never meets the next job. */
    private final Object handling = new Object();

    private volatile @Nullable WorkerProcess process;
    private volatile @Nullable Render<?> current;
    private volatile boolean closed;
    private @Nullable CompletableFuture<WorkerProcess> successor;
    private int pictures;
    private int jobs;

    WorkerSeat(RenderPool pool, Executor starter) {
        this.pool = pool;
        this.starter = starter;
    }

    @Override
    public boolean hasOpen(String sourceKey) {
        synchronized (open) {
            return open.contains(sourceKey);
        }
    }

    @Override
    public boolean isUsable() {
        WorkerProcess worker = process;
        return worker != null && worker.isAlive();
    }

    @Nullable
    WorkerProcess process() {
        return process;
    }

    @Nullable
    Render<?> current() {
        return current;
    }

    /** Kills the process if it is at this render; a render that ended just now costs nothing. */
    void killOver(Render<?> render, RenderMetrics.End reason) {
        synchronized (handling) {
            WorkerProcess worker = process;
            if (current == render && worker != null) {
                worker.kill(reason);
            }
        }
    }

    /** Lets the job at hand end; the thread ends when the queue is closed and empty. */
    void close() {
        closed = true;
    }

    @Override
    public void run() {
        long pause = FIRST_PAUSE_MILLIS;
        try {
            while (!pool.isAbandoned()) {
                WorkerProcess worker;
                try {
                    worker = nextProcess();
                } catch (IOException | RuntimeException | OutOfMemoryError e) {
                    // the last when the system gives no more threads, which may pass
                    if (closed) {
                        return;
                    }
                    LOG.error("{}; trying again in {} ms", e.getMessage(), pause);
                    pool.metrics().workerEnded(RenderMetrics.End.START);
                    pause = rest(pause);
                    continue;
                }
                try {
                    if (!work(worker)) {
                        return;
                    }
                } finally {
                    end(worker);
                }
                // one that ends before it had anything to do may end like that again and again
                pause = jobs == 0 ? rest(pause) : FIRST_PAUSE_MILLIS;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return how long to pause the next time */
    private static long rest(long pause) throws InterruptedException {
        Thread.sleep(pause);
        return Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }

    private WorkerProcess nextProcess() throws IOException {
        CompletableFuture<WorkerProcess> waiting = successor;
        successor = null;
        try {
            WorkerProcess next = waiting == null ? pool.start() : waiting.join();
            synchronized (open) {
                open.clear();
            }
            pictures = 0;
            jobs = 0;
            process = next;
            next.onExit(pool.queue()::wake);
            pool.metrics().workerStarted();
            pool.seatReady();
            return next;
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    /** @return false when the queue has ended, true when the process has */
    private boolean work(WorkerProcess worker) throws InterruptedException {
        while (worker.isAlive()) {
            Render<?> render = pool.queue().take(this);
            if (render == null) {
                if (!closed) {
                    LOG.warn("worker {} ended at rest ({})", worker.pid(), worker.epitaph());
                }
                return !closed;
            }
            if (render.isDone()) {
                continue;
            }
            if (!worker.isAlive()) {
                // it died idle, which is not this render's doing
                pool.queue().retry(render);
                return true;
            }
            perform(worker, render);
            if (hasSuccessor()) {
                worker.kill(RenderMetrics.End.RECYCLED);
                return true;
            }
        }
        return true;
    }

    /** Whether the next process is ready; one that did not start is tried anew after as many pictures again. */
    private boolean hasSuccessor() {
        CompletableFuture<WorkerProcess> next = successor;
        if (next == null || !next.isDone()) {
            return false;
        }
        if (next.isCompletedExceptionally()) {
            next.exceptionally(problem -> {
                LOG.error("{}; going on with the old one", problem.getMessage());
                return null;
            });
            successor = null;
            pictures = 0;
            return false;
        }
        return true;
    }

    private void perform(WorkerProcess worker, Render<?> render) {
        synchronized (handling) {
            current = render;
        }
        jobs++;
        if (!render.waitsForOthers()) {
            long waited = render.waitedNanos();
            pool.metrics().took(RenderMetrics.Stage.QUEUE, waited);
            render.job().trail().took(Stage.QUEUE, waited);
        }
        noteOpen(render.job().sourceKey());
        render.decodingBegins();
        WorkWatch watch = pool.watchWork(this, worker, render);
        try {
            Dialogue dialogue = Dialogue.of(
                    worker.wire(), render, pool.parts(), () -> pool.queue().calls(this));
            dialogue.run();
            pictures += dialogue.pictures();
            if (successor == null && pictures >= pool.config().picturesPerWorker()) {
                successor = CompletableFuture.supplyAsync(this::startProcess, starter);
            }
        } catch (Dialogue.WireViolation e) {
            worker.kill(RenderMetrics.End.PROTOCOL);
            lost(worker, render, e);
        } catch (IOException e) {
            worker.kill(RenderMetrics.End.DIED);
            lost(worker, render, e);
        } finally {
            watch.cancel();
            pool.queue().comes(this);
            synchronized (handling) {
                current = null;
            }
        }
    }

    /**
     * The worker is gone in the middle of a job: one more try, then the source is held responsible. It is not for what
     * was decoded already: then the picture is one that takes too much, and for too long a time there is no other try.
     */
    private void lost(WorkerProcess worker, Render<?> render, IOException cause) {
        String source = Uris.shown(URI.create(render.job().source().id()));
        String epitaph = worker.epitaph();
        if (isSourcesFault(worker, render)) {
            pool.strikes().add(render.job().source().suspect());
        }
        boolean tooMuch = isTooMuch(worker, render);
        // what took the memory may also have been open videos, which a new worker has none of
        boolean tooLong = tooMuch && worker.endedFor() == RenderMetrics.End.DEADLINE;
        boolean again = !tooLong && render.countDeath() < TRIES && !render.isDone();
        LOG.warn(
                "{}worker {} ended over {} ({}; {}){}",
                render.job().trail().prefix(),
                worker.pid(),
                source,
                cause.getMessage(),
                epitaph,
                again ? "; trying once more" : "");
        if (pool.isAbandoned()) {
            render.fail(RenderPool.overloaded());
        } else if (again) {
            if (pool.choosesEngines()) {
                // the codecs of 2014 are what dies most
                render.tryWith(Engine.FFMPEG);
            }
            pool.queue().retry(render);
        } else {
            render.fail(tooMuch ? render.takesTooMuch() : new Failure.WorkerDied(cause.getMessage() + "; " + epitaph));
        }
    }

    /**
     * A long strip, or a long file's probe, may take long of any video, and anything may where others have the cores; that
     * must not bring it into disrepute.
     */
    private static boolean isSourcesFault(WorkerProcess worker, Render<?> render) {
        if (isTooMuch(worker, render)) {
            return false;
        }
        boolean late = worker.endedFor() == RenderMetrics.End.DEADLINE;
        return !late || !render.mayTakeLong() && !render.hasWaitedForCore();
    }

    private static boolean isTooMuch(WorkerProcess worker, Render<?> render) {
        RenderMetrics.End end = worker.endedFor();
        boolean overLimit = end == RenderMetrics.End.DEADLINE || end == RenderMetrics.End.MEMORY;
        return overLimit && render.isEncoding();
    }

    private WorkerProcess startProcess() {
        try {
            return pool.start();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private void noteOpen(String sourceKey) {
        synchronized (open) {
            open.remove(sourceKey);
            open.add(sourceKey);
            if (open.size() > pool.config().openVideos()) {
                open.remove(open.iterator().next());
            }
        }
    }

    private void end(WorkerProcess worker) {
        process = null;
        worker.kill(closed ? RenderMetrics.End.RECYCLED : RenderMetrics.End.DIED);
        pool.metrics().workerEnded(worker.endedFor());
        CompletableFuture<WorkerProcess> waiting = successor;
        if (closed && waiting != null) {
            successor = null;
            waiting.thenAccept(next -> next.kill(RenderMetrics.End.RECYCLED));
        }
    }
}
