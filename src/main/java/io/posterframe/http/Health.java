package io.posterframe.http;

import io.posterframe.picture.Formats;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.IntSupplier;

/**
 * Liveness and readiness. Live means that the event loops turn: neither origins nor the queue matter, since a restart
 * would mend neither. Ready means that workers are up, the hit path is warm, and the server is not draining. A format that
 * can't be written makes it neither: all others can.
 */
final class Health {
    private final IntSupplier workers;
    private final Formats formats;
    private final String sandbox;
    private volatile boolean warm;
    private volatile boolean draining;

    Health(IntSupplier workers, Formats formats, String sandbox) {
        this.workers = workers;
        this.formats = formats;
        this.sandbox = sandbox;
    }

    void warm() {
        warm = true;
    }

    void drain() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    boolean isReady() {
        return warm && !draining && workers.getAsInt() > 0;
    }

    void live(RoutingContext routing) {
        answer(routing, 200, new JsonObject().put("status", "live"));
    }

    void ready(RoutingContext routing) {
        boolean ready = isReady();
        answer(routing, ready ? 200 : 503, readiness(ready));
    }

    /** Readiness for people: with what shuts workers in, the formats that can be written, and why the others can't. */
    void report(RoutingContext routing) {
        boolean ready = isReady();
        JsonObject off = new JsonObject();
        formats.reasons().forEach(off::put);
        answer(
                routing,
                ready ? 200 : 503,
                readiness(ready)
                        .put("sandbox", sandbox)
                        .put("formats", new JsonArray(formats.on()))
                        .put("formats_off", off));
    }

    private JsonObject readiness(boolean ready) {
        return new JsonObject()
                .put("status", ready ? "ready" : draining ? "draining" : warm ? "no worker" : "starting")
                .put("workers", workers.getAsInt());
    }

    private static void answer(RoutingContext routing, int status, JsonObject body) {
        routing.response()
                .setStatusCode(status)
                .putHeader(Fields.CONTENT_TYPE, "application/json")
                .putHeader(Fields.CACHE_CONTROL, Fields.NO_STORE)
                .end(body.encode());
    }
}
