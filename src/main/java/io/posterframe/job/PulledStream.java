package io.posterframe.job;

import io.posterframe.picture.PictureException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose pieces are made one by one, each only when the reader has taken those before it: nothing is made ahead, so
 * a reader that stops costs one piece at most. A piece that fails for a reason that may pass is made again a few times, so
 * that a short trouble doesn't break off what was long under way; of the first the failure is told at once, as its reader has
 * nothing yet. To be used on one event loop.
 */
public abstract class PulledStream implements ReadStream<Buffer> {
    private static final int TRIES = 5;
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 3_000;

    private final Context context = Objects.requireNonNull(Vertx.currentContext(), "on an event loop");
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;
    private long demand = Long.MAX_VALUE;
    private @Nullable Buffer held;
    private boolean making;
    private boolean over;
    private boolean begun;
    private int failures;

    /**
     * Makes the next piece. Not called again before it has ended, nor after the end. After a failure it may be called for the
     * same piece again, so whoever makes it counts it as made only when it is there.
     *
     * @return null for the end
     */
    protected abstract Future<@Nullable Buffer> next();

    /** Ends the making, without any further call of a handler: the reader has left. */
    public void stop() {
        over = true;
        held = null;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> taker) {
        handler = taker;
        if (taker != null) {
            goOn();
        }
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> taker) {
        endHandler = taker;
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> taker) {
        exceptionHandler = taker;
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        demand = 0;
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        goOn();
        return this;
    }

    /** Later, so that no piece comes while the reader is still being set up, and none inside another. */
    private void goOn() {
        if (!making && !over) {
            making = true;
            context.runOnContext(later -> make());
        }
    }

    private void make() {
        making = false;
        if (over || demand == 0 || handler == null) {
            return;
        }
        Buffer ready = held;
        if (ready != null) {
            held = null;
            give(ready);
            return;
        }
        making = true;
        tryNext();
    }

    private void tryNext() {
        Future.succeededFuture().compose(now -> next()).onSuccess(this::made).onFailure(this::failed);
    }

    private void made(@Nullable Buffer piece) {
        making = false;
        begun = true;
        failures = 0;
        if (over) {
            return;
        }
        if (piece == null) {
            over = true;
            if (endHandler != null) {
                endHandler.handle(null);
            }
        } else if (demand == 0) {
            held = piece;
        } else {
            give(piece);
        }
    }

    private void give(Buffer piece) {
        if (demand != Long.MAX_VALUE) {
            demand--;
        }
        if (handler != null) {
            handler.handle(piece);
        }
        goOn();
    }

    private void failed(Throwable cause) {
        failures++;
        if (!over && begun && failures < TRIES && mayPass(cause)) {
            long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << 2 * (failures - 1));
            context.owner().setTimer(pause, later -> tryAgain());
            return;
        }
        making = false;
        if (over) {
            return;
        }
        over = true;
        if (exceptionHandler != null) {
            exceptionHandler.handle(cause);
        }
    }

    private static boolean mayPass(Throwable cause) {
        return cause instanceof PictureException known && known.failure().passing();
    }

    private void tryAgain() {
        if (over) {
            making = false;
        } else {
            tryNext();
        }
    }
}
