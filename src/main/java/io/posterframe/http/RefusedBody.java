package io.posterframe.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * A body that nobody wants any more when the answer goes out. It is read on for a moment without keeping anything, since a
 * client that can't write doesn't see the answer. On the request's event loop.
 */
final class RefusedBody {
    private static final long LINGER_MILLIS = 2000;

    private RefusedBody() {}

    /** Answers by {@code write} a request whose body may not have been read to its end. */
    static void around(RoutingContext routing, Runnable write) {
        announce(routing.request());
        write.run();
        drop(routing.vertx(), routing.request());
    }

    /** Says in the answer's head that the connection can't be used again, where some of the body is still to come. */
    static void announce(HttpServerRequest request) {
        if (!request.isEnded() && request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader("connection", "close");
        }
    }

    /** Ends what still comes after a moment; to be called when the answer has been written. */
    static void drop(Vertx vertx, HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        request.resume();
        vertx.setTimer(LINGER_MILLIS, late -> {
            if (request.isEnded()) {
                return;
            }
            if (request.version() == HttpVersion.HTTP_2) {
                request.response().reset();
            } else {
                request.connection().close();
            }
        });
    }
}
