package io.posterframe.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** How {@code /uploads} and {@code /uploads/tokens} answer: to scripts of every origin, and for nobody to keep. */
final class UploadAnswers {
    private UploadAnswers() {}

    static Future<Void> json(HttpServerResponse response, int status, JsonObject body) {
        return cors(response)
                .setStatusCode(status)
                .putHeader(Fields.CONTENT_TYPE, "application/json")
                .putHeader(Fields.CACHE_CONTROL, Fields.NO_STORE)
                .end(body.encode());
    }

    static HttpServerResponse cors(HttpServerResponse response) {
        return response.putHeader(Fields.ALLOW_ORIGIN, Fields.ANY);
    }

    static void preflight(HttpServerResponse response) {
        cors(response)
                .putHeader(Fields.ALLOW_METHODS, "POST, GET, OPTIONS")
                .putHeader(Fields.ALLOW_HEADERS, "Authorization, Content-Type, X-Requested-With")
                .putHeader(Fields.MAX_AGE, "86400")
                .putHeader(Fields.CONTENT_LENGTH, "0")
                .end();
    }

    static void notAllowed(HttpServerRequest request, String methods) {
        cors(request.response()).putHeader(Fields.ALLOW, methods);
        new Problem(405, "Method Not Allowed", "this method is not allowed here; " + methods + " are")
                .write(request.response());
    }

    static Future<Void> refuseWithoutKey(HttpServerResponse response) {
        cors(response).putHeader("www-authenticate", "Bearer");
        return new Problem(401, "Unauthorized", "send one of the keys of uploads.keys as Authorization: Bearer")
                .write(response);
    }

    /** Says why not, unless the client has an answer already or is gone; what it still sends is dropped. */
    static void refuse(RoutingContext routing, Throwable cause) {
        HttpServerRequest request = routing.request();
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Problem problem = UploadProblems.of(cause, Watch.trail(routing));
        cors(response);
        if (problem.status() == 503) {
            response.putHeader(Fields.RETRY_AFTER, "5");
        }
        RefusedBody.announce(request);
        problem.write(response).onComplete(told -> RefusedBody.drop(routing.vertx(), request));
    }
}
