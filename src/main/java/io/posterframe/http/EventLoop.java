package io.posterframe.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Objects;

/** The event loop of a request, where alone its response may be written. */
final class EventLoop {
    private EventLoop() {}

    /** The same future, ending on the event loop that this is called on, whatever thread its work ends on. */
    static <T> Future<T> here(Future<T> future) {
        Context context = Objects.requireNonNull(Vertx.currentContext(), "on an event loop");
        Promise<T> here = Promise.promise();
        future.onComplete(done -> context.runOnContext(back -> here.complete(done.result(), done.cause())));
        return here.future();
    }
}
