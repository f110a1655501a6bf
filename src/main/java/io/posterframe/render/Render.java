package io.posterframe.render;

import io.posterframe.picture.Encoding;
import io.posterframe.picture.Engine;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One job on its way through the pool. Its state moves once: to a result, a failure, or to being given up, whichever
 * comes first; what comes later is dropped.
 *
 * @param <T> what comes of it
 */
public abstract sealed class Render<T> permits PictureRender, PassRender, ProbeRender {
    private final RenderJob job;
    private final long submitted = System.nanoTime();
    private final Promise<T> promise = Promise.promise();
    private final AtomicReference<@Nullable Failure> givenUp = new AtomicReference<>();
    private final RenderQueue queue;

    private final String origin;

    private @Nullable Thread reading;
    private long readingSince;
    private volatile boolean encoding;
    /** Since when a worker has been at what it is to be done with in time. */
    private volatile long workingSince;

    private volatile boolean resting;
    private volatile boolean waitedForCore;
    private int deaths;
    private volatile @Nullable Engine engine;

    Render(RenderJob job, RenderQueue queue) {
        this.job = job;
        this.origin = job.origin();
        this.queue = queue;
    }

    /** What comes of it; fails with a PictureException. Completed on a thread of the pool. */
    public Future<T> future() {
        return promise.future();
    }

    /** Nobody wants what comes of it any more. A worker that is at it stops at its next read. */
    public void cancel() {
        giveUp(new Failure.Cancelled());
    }

    RenderJob job() {
        return job;
    }

    /** Whether it goes behind all others, and may wait for as long as it takes. */
    boolean waitsForOthers() {
        return false;
    }

    /** Whether it may take a worker long by what is asked for, of any source. */
    abstract boolean mayTakeLong();

    long waitedNanos() {
        return System.nanoTime() - submitted;
    }

    boolean waitsLongerThan(long seconds) {
        return waitedNanos() > TimeUnit.SECONDS.toNanos(seconds);
    }

    /** Ends the render with a failure; wakes its thread where that waits for an origin. */
    void giveUp(Failure failure) {
        if (!givenUp.compareAndSet(null, failure)) {
            return;
        }
        queue.remove(this);
        promise.tryFail(new PictureException(failure));
        synchronized (this) {
            if (reading != null) {
                reading.interrupt();
            }
        }
    }

    boolean isGivenUp() {
        return givenUp.get() != null;
    }

    boolean isDone() {
        return promise.future().isComplete();
    }

    /** Between this and {@link #readingEnds} the thread may be interrupted, and at no other time. */
    void readingBegins() {
        synchronized (this) {
            if (!isGivenUp()) {
                reading = Thread.currentThread();
                readingSince = System.nanoTime();
            }
        }
    }

    void readingEnds() {
        synchronized (this) {
            reading = null;
            Thread.interrupted();
        }
    }

    /** See {@link RenderJob#origin}. */
    String origin() {
        return origin;
    }

    /** For how long the render has waited for its origin in one read; 0 when it does not wait. */
    synchronized long readingNanos() {
        return reading == null ? 0 : System.nanoTime() - readingSince;
    }

    /** Whether the render waits for its origin rather than for its worker. */
    synchronized boolean isReading() {
        return reading != null;
    }

    /** A worker takes it on, or goes on with it: its time begins. */
    void decodingBegins() {
        encoding = false;
        workingSince = System.nanoTime();
        resting = false;
    }

    /** Until {@link #decodingBegins} its worker waits for us. */
    void workRests() {
        resting = true;
    }

    /** It took its worker too long since others had the cores. */
    void waitedForCore() {
        waitedForCore = true;
    }

    boolean hasWaitedForCore() {
        return waitedForCore;
    }

    /** For how long a worker has been at it, or at this frame of it. */
    long workedNanos() {
        return resting ? 0 : System.nanoTime() - workingSince;
    }

    /** What the worker takes from now on is not its source's doing. */
    void encodingBegins() {
        encoding = true;
    }

    boolean isEncoding() {
        return encoding;
    }

    /** The failure of a picture that can't be encoded within what a worker has. */
    Failure takesTooMuch() {
        Encoding wanted = job.encoding();
        if (wanted == null) {
            return new Failure.TimedOut("decode");
        }
        String format = wanted.format().lowerName();
        return new Failure.BadParameter(
                "format", "this picture takes too long or too much memory as " + format + "; ask for a smaller one");
    }

    void succeed(T result) {
        promise.tryComplete(result);
    }

    void fail(Failure failure) {
        promise.tryFail(new PictureException(failure));
    }

    /** Has the next try done by this engine. */
    void tryWith(Engine other) {
        engine = other;
    }

    /** What is to decode it, null for what is known to or can. */
    @Nullable
    Engine engine() {
        return engine;
    }

    /** @return how many workers have died over this since it last {@linkplain #survived came on}, this one counted */
    int countDeath() {
        return ++deaths;
    }

    /** Something came of it: the worker that dies next is the first again. */
    void survived() {
        deaths = 0;
    }
}
