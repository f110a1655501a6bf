package io.posterframe.http;

import io.vertx.core.http.HttpServerResponse;

/** Answers what browsers ask before they let scripts of other sites call an API. */
final class Preflight {
    private Preflight() {}

    /** @param methods that are allowed, with commas between */
    static void answer(HttpServerResponse response, String methods) {
        answer(response, methods, "");
    }

    /** @param more headers that are allowed besides the usual ones, each with a comma in front */
    static void answer(HttpServerResponse response, String methods, String more) {
        response.putHeader(Fields.ALLOW_ORIGIN, Fields.ANY)
                .putHeader(Fields.ALLOW_HEADERS, "Authorization, Content-Type, Range" + more)
                .putHeader(Fields.ALLOW_METHODS, methods)
                .putHeader(Fields.MAX_AGE, "86400")
                .putHeader(Fields.CONTENT_LENGTH, "0")
                .end();
    }
}
