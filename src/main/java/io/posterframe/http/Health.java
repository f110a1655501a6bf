package io.posterframe.http;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.IntSupplier;

/**
 * Liveness and readiness. Live means that the event loops turn: neither origins nor the queue matter, since a restart
 * would mend neither. Ready means that workers are up, the hit path is warm, and the server is not draining.
 */
final class Health {
    private final IntSupplier workers;
    private volatile boolean warm;
    private volatile boolean draining;

    Health(IntSupplier workers) {
        this.workers = workers;
    }

    void warm() {
        warm = true;
    }

    void drain() {
        draining = true;
    }

    boolean isReady() {
        return warm && !draining && workers.getAsInt() > 0;
    }

    void live(RoutingContext routing) {
        answer(routing, 200, new JsonObject().put("status", "live"));
    }

    void ready(RoutingContext routing) {
        int running = workers.getAsInt();
        boolean ready = isReady();
        answer(
                routing,
                ready ? 200 : 503,
                new JsonObject()
                        .put("status", ready ? "ready" : draining ? "draining" : warm ? "no worker" : "starting")
                        .put("workers", running));
    }

    private static void answer(RoutingContext routing, int status, JsonObject body) {
        routing.response()
                .setStatusCode(status)
                .putHeader(Fields.CONTENT_TYPE, "application/json")
                .putHeader(Fields.CACHE_CONTROL, Fields.NO_STORE)
                .end(body.encode());
    }
}
