package io.posterframe.http;

import io.netty.handler.codec.DateFormatter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import java.util.Date;

/**
 * The time, to the half second, and the Date header: read at each hit, worked out by a timer. For any thread.
 */
public final class SecondClock {
    private static final long TICK_MILLIS = 500;

    private volatile Now now = Now.at(System.currentTimeMillis());

    public SecondClock(Vertx vertx) {
        vertx.setPeriodic(TICK_MILLIS, timer -> now = Now.at(System.currentTimeMillis()));
    }

    /** A moment and its Date header. */
    record Now(long millis, CharSequence date) {
        static Now at(long millis) {
            return new Now(millis, HttpHeaders.createOptimized(DateFormatter.format(new Date(millis))));
        }
    }

    Now now() {
        return now;
    }
}
