package io.posterframe.cache;

import io.vertx.core.Future;

/** One caller's place on a flight. Thread-safe. */
public interface Ticket<V> {

    /**
     * The result of the flight, on the context that joined. After {@link #leave()} it ends with
     * {@link io.posterframe.picture.Failure.Cancelled}, unless the result came first.
     */
    Future<V> future();

    /** Whether the work had been started by someone else. */
    boolean joined();

    /** Waits no more. The last to leave cancels the work. Later calls, and calls after the result, do nothing. */
    void leave();
}
