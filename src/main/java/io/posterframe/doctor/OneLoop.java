package io.posterframe.doctor;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A Vert.x of one event loop, for a check that asks servers. */
final class OneLoop implements AutoCloseable {
    private static final long END_SECONDS = 5;

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));

    Vertx vertx() {
        return vertx;
    }

    /** Ends with the process where it can't at once. */
    @Override
    public void close() {
        try {
            vertx.close().await(END_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // a name that is still being resolved, perhaps
        }
    }
}
