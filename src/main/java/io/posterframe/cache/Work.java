package io.posterframe.cache;

import io.vertx.core.Future;

/**
 * Work that was started for a flight.
 *
 * @param result ends with what everybody on the flight gets
 * @param cancel called at most once, from any thread, when nobody waits any more; must not block
 */
public record Work<V>(Future<V> result, Runnable cancel) {

    /** Work that turned out to be done already. */
    public static <V> Work<V> done(V value) {
        return new Work<>(Future.succeededFuture(value), () -> {});
    }
}
