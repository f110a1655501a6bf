package io.posterframe.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * An error of a route that belongs to no dialect (RFC 9457).
 *
 * @param detail one sentence for the client
 */
record Problem(int status, String title, String detail) {
    static final String TYPE = "application/problem+json";

    Future<Void> write(HttpServerResponse response) {
        JsonObject body = new JsonObject()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        return response.setStatusCode(status)
                .putHeader(Fields.CONTENT_TYPE, TYPE)
                .putHeader(Fields.CACHE_CONTROL, Fields.NO_STORE)
                .end(body.encode());
    }
}
