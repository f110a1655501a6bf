package io.posterframe.render;

import io.posterframe.picture.Failure;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time that a worker has for one picture, probe or frame of a pass. When it is up the worker is killed, but not for what
 * is no fault of its own: an origin that is late ends the read only, and while others have the cores its time counts for little.
 */
final class WorkWatch {
    private static final long LATE_READ_MILLIS = 1_000;

    /** Whether a worker whose time is up has waited for a core is told by what it does in this part of its time. */
    private static final int TRIAL = 10;

    /** A worker that waits for a core has its time this many times over. */
    private static final int MOST_PATIENCE = 8;

    private final long timeout;
    private final ScheduledExecutorService timers;
    private final WorkerSeat seat;
    private final WorkerProcess worker;
    private final Render<?> render;
    private @Nullable ScheduledFuture<?> timer;
    private boolean cancelled;

    /** What the worker had had of the cores when its time was up and it was looked at last; null before. */
    private @Nullable Duration cpuBefore;

    private WorkWatch(
            long timeout, ScheduledExecutorService timers, WorkerSeat seat, WorkerProcess worker, Render<?> render) {
        this.timeout = timeout;
        this.timers = timers;
        this.seat = seat;
        this.worker = worker;
        this.render = render;
    }

    static WorkWatch begin(
            Duration timeout,
            ScheduledExecutorService timers,
            WorkerSeat seat,
            WorkerProcess worker,
            Render<?> render) {
        WorkWatch begun = new WorkWatch(timeout.toNanos(), timers, seat, worker, render);
        begun.lookIn(begun.timeout);
        return begun;
    }

    synchronized void cancel() {
        cancelled = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private synchronized void lookIn(long nanos) {
        if (!cancelled) {
            timer = timers.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        long worked = render.workedNanos();
        if (worked < timeout) {
            cpuBefore = null;
            lookIn(timeout - worked);
            return;
        }
        if (waitsForCore(timeout / TRIAL)) {
            if (worked < MOST_PATIENCE * timeout) {
                lookIn(timeout / TRIAL);
                return;
            }
            render.waitedForCore();
        }
        boolean originIsLate = render.isReading();
        render.giveUp(render.isEncoding() ? render.takesTooMuch() : new Failure.TimedOut(RenderPool.stageOf(render)));
        if (originIsLate) {
            // the worker has to stop too, once it hears of it
            lookIn(TimeUnit.MILLISECONDS.toNanos(LATE_READ_MILLIS));
        } else {
            seat.killOver(render, RenderMetrics.End.DEADLINE);
        }
    }

    /** Whether the worker has waited for most of the time since this was asked last; the first time nobody knows. */
    private boolean waitsForCore(long nanos) {
        Duration before = cpuBefore;
        Duration now = worker.cpu();
        cpuBefore = now;
        return worker.wantsCore() && (before == null || now.minus(before).toNanos() < nanos / 2);
    }
}
