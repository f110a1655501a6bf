package io.posterframe.render;

import io.posterframe.picture.EngineChoice;
import io.posterframe.picture.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker processes and the bounded queue before them. Pictures and probes go before passes, and a pass that runs makes
 * way for them after the frame at hand.
 *
 * <p>Each process has one thread here that talks to it in plain blocking steps: send the job, answer its reads, take the
 * picture. One more thread watches deadlines and memory, and its only means is SIGKILL, which needs nobody's consent; the
 * talking thread then finds the wire broken and puts a new process in place. Nothing of this runs on an event loop.
 */
public final class RenderPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RenderPool.class);
    private static final long MEMORY_WATCH_MILLIS = 200;
    private static final long ORIGIN_WATCH_MILLIS = 250;

    /** An origin that takes this long for one read is late. */
    private static final Duration LATE_ORIGIN = Duration.ofSeconds(1);

    /** Enough also where others have most of the cores; a start that is cut short begins anew and may never get on. */
    private static final long START_SECONDS = 300;

    private static final long LAUNCH_SECONDS = 5;
    private static final int RETRY_AFTER_SECONDS = 2;

    private final RenderConfig config;
    private final WorkerCommand command;
    private final RenderMetrics metrics;
    private final RenderQueue queue;
    private final Strikes strikes;
    private final PoolParts parts;
    /** Its one thread lives as long as the pool: a worker in a sandbox dies with the thread that started it. */
    private final ExecutorService launcher = Executors.newSingleThreadExecutor(work -> daemon(work, "worker-launch"));

    private final ScheduledExecutorService watch =
            Executors.newScheduledThreadPool(1, work -> daemon(work, "worker-watch"));
    private final List<WorkerSeat> seats = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Promise<Void> ready = Promise.promise();
    private final Set<WorkerProcess> starting = ConcurrentHashMap.newKeySet();
    private volatile boolean abandoned;

    public RenderPool(RenderConfig config, WorkerCommand command, RenderMetrics metrics) {
        this.config = config;
        this.command = command;
        this.metrics = metrics;
        this.queue = new RenderQueue(config.queueLength());
        this.strikes = new Strikes(config.refuseSourceFor());
        this.parts = new PoolParts(config, metrics);
        for (int i = 0; i < config.workerCount(); i++) {
            WorkerSeat seat =
                    new WorkerSeat(this, work -> daemon(work, "worker-start").start());
            seats.add(seat);
            threads.add(daemon(seat, "worker-" + i));
        }
        threads.forEach(Thread::start);
        watch.scheduleWithFixedDelay(
                this::watchMemory, MEMORY_WATCH_MILLIS, MEMORY_WATCH_MILLIS, TimeUnit.MILLISECONDS);
        watch.scheduleWithFixedDelay(
                this::watchOrigins, ORIGIN_WATCH_MILLIS, ORIGIN_WATCH_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Completed when the first worker is ready. */
    public Future<Void> ready() {
        return ready.future();
    }

    /** How many workers are ready for work or at work. */
    public int readyWorkers() {
        return (int) seats.stream().filter(WorkerSeat::isUsable).count();
    }

    /** How many pictures and probes wait for a worker. */
    public int queued() {
        return queue.size();
    }

    /** How many passes wait for a worker. */
    public int queuedPasses() {
        return queue.passes();
    }

    /** How many workers are at work. */
    public int busyWorkers() {
        return (int) seats.stream().filter(seat -> seat.current() != null).count();
    }

    /** The process ids of the workers that run. */
    public List<Long> workerIds() {
        List<Long> ids = new ArrayList<>();
        for (WorkerSeat seat : seats) {
            WorkerProcess process = seat.process();
            if (process != null) {
                ids.add(process.pid());
            }
        }
        return ids;
    }

    /**
     * Has a picture made. The render's future fails at once with {@link Failure.Overloaded} when the queue is full and
     * with {@link Failure.WorkerDied} when the source has killed workers lately.
     */
    public Render<RenderedPicture> submit(PictureJob job) {
        return submitted(new PictureRender(job, queue));
    }

    /** Has it found out what a video is; fails at once as a picture does. */
    public Render<MediaInfo> submit(ProbeJob job) {
        return submitted(new ProbeRender(job, queue));
    }

    /**
     * Has frames made pictures of when no picture or probe waits. There is no deadline, and as many passes may wait as
     * pictures may. What has been handed to the sink when the pass fails stays valid.
     *
     * @return a render that may end before the pass does; see {@link PassEnd}
     */
    public Render<PassEnd> submit(PassJob job) {
        return submitted(new PassRender(job, queue));
    }

    private <T> Render<T> submitted(Render<T> render) {
        if (strikes.refused(render.job().source().suspect())) {
            render.fail(new Failure.WorkerDied("the source has killed two workers lately and is refused for "
                    + config.refuseSourceFor().toSeconds() + " s"));
        } else if (!queue.offer(render)) {
            render.fail(overloaded());
        } else if (!render.waitsForOthers()) {
            var timer = watch.schedule(() -> overdue(render), config.deadline().toMillis(), TimeUnit.MILLISECONDS);
            render.future().onComplete(done -> timer.cancel(false));
        }
        return render;
    }

    /** The client has waited long enough. A worker that is at it stops at its next read, or when its own time is up. */
    private void overdue(Render<?> render) {
        boolean atWork = seats.stream().anyMatch(seat -> seat.current() == render);
        render.giveUp(new Failure.TimedOut(atWork ? stageOf(render) : "queue"));
    }

    /**
     * Watches over a worker at one picture, probe or pass.
     *
     * @return to be cancelled when the work has ended
     */
    WorkWatch watchWork(WorkerSeat seat, WorkerProcess worker, Render<?> render) {
        return WorkWatch.begin(config.workTimeout(), watch, seat, worker, render);
    }

    /** What a render that has a worker is at. */
    static String stageOf(Render<?> render) {
        return render.isReading() ? "origin" : "decode";
    }

    /**
     * Keeps an origin that hangs from holding every worker. While a worker has waited for long in one read, renders of other
     * origins go first; and when all workers wait like that, the one that has waited longest is freed for them.
     */
    private void watchOrigins() {
        Set<String> late = new HashSet<>();
        Render<?> longest = null;
        boolean allWait = true;
        for (WorkerSeat seat : seats) {
            Render<?> render = seat.current();
            long nanos = render == null ? 0 : render.readingNanos();
            if (render == null || nanos < LATE_ORIGIN.toNanos()) {
                allWait = false;
                continue;
            }
            late.add(render.origin());
            longest = longest == null || nanos > longest.readingNanos() ? render : longest;
        }
        queue.putBack(late);
        if (allWait && longest != null && queue.keepsOthersWaiting()) {
            longest.giveUp(new Failure.TimedOut("origin"));
        }
    }

    private void watchMemory() {
        for (WorkerSeat seat : seats) {
            WorkerProcess process = seat.process();
            if (process != null && process.residentBytes() > config.maxWorkerMemoryBytes()) {
                process.kill(RenderMetrics.End.MEMORY);
            }
        }
    }

    RenderConfig config() {
        return config;
    }

    /** Starts a process and waits until it is ready for work. Fails when it isn't in time, or the pool is closed. */
    WorkerProcess start() throws IOException {
        WorkerProcess worker = launch();
        starting.add(worker);
        try {
            if (abandoned) {
                worker.kill(RenderMetrics.End.START);
            }
            ScheduledFuture<?> timeout =
                    watch.schedule(() -> worker.kill(RenderMetrics.End.START), START_SECONDS, TimeUnit.SECONDS);
            worker.awaitReady();
            timeout.cancel(false);
            return worker;
        } catch (RejectedExecutionException e) {
            worker.kill(RenderMetrics.End.START);
            throw new IOException("the pool is closed", e);
        } finally {
            starting.remove(worker);
        }
    }

    /** Not to be interrupted, as nobody would know of the process then. */
    private WorkerProcess launch() throws IOException {
        try {
            return CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    if (abandoned) {
                                        throw new IOException("the pool is closed");
                                    }
                                    return WorkerProcess.launch(command);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            },
                            launcher)
                    .join();
        } catch (RejectedExecutionException e) {
            throw new IOException("the pool is closed", e);
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    /** Whether the time to end in peace is over. */
    boolean isAbandoned() {
        return abandoned;
    }

    static Failure.Overloaded overloaded() {
        return new Failure.Overloaded(RETRY_AFTER_SECONDS);
    }

    RenderMetrics metrics() {
        return metrics;
    }

    RenderQueue queue() {
        return queue;
    }

    Strikes strikes() {
        return strikes;
    }

    /** Whether there is another engine to try. */
    boolean choosesEngines() {
        return command.decode().engine() == EngineChoice.AUTO;
    }

    PoolParts parts() {
        return parts;
    }

    void seatReady() {
        ready.tryComplete();
    }

    /**
     * Takes nothing more, lets what runs and waits end within the time, then kills what is left; renders that are left
     * fail with {@link Failure.Overloaded}. A pass ends with the frame at hand, and one that waits fails at once. Blocks.
     */
    public void close(Duration patience) {
        // first the seats: one that wakes from the queue must know that no new process is wanted
        seats.forEach(WorkerSeat::close);
        queue.close().forEach(pass -> pass.giveUp(overloaded()));
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        abandoned = true;
        queue.drain().forEach(render -> render.giveUp(overloaded()));
        starting.forEach(process -> process.kill(RenderMetrics.End.START));
        threads.forEach(Thread::interrupt);
        for (WorkerSeat seat : seats) {
            Render<?> render = seat.current();
            if (render != null) {
                render.giveUp(overloaded());
            }
            WorkerProcess process = seat.process();
            if (process != null) {
                LOG.info("killing worker {} that is still at work", process.pid());
                process.kill(RenderMetrics.End.RECYCLED);
            }
        }
        watch.shutdownNow();
        endLauncher();
    }

    /** Nothing is launched any more when this returns; what just was is killed by the seat that asked for it. */
    private void endLauncher() {
        launcher.shutdown();
        try {
            launcher.awaitTermination(LAUNCH_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }
}
