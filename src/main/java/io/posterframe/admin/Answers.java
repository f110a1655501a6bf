package io.posterframe.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers. No cache may keep one. */
final class Answers {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    static void json(RoutingContext routing, int status, JsonNode json) {
        write(routing, status, "application/json", json);
    }

    static void empty(RoutingContext routing) {
        routing.response()
                .setStatusCode(204)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end();
    }

    /** Whatever it was that went wrong, as a problem. */
    static void problem(RoutingContext routing, Throwable cause) {
        if (routing.response().headWritten()
                || cause instanceof HttpClosedException
                || cause instanceof StreamResetException) {
            return; // the client left
        }
        Problem problem = problemOf(cause);
        if (problem.type() == ProblemType.UNAUTHORIZED) {
            routing.response().putHeader("WWW-Authenticate", "Bearer realm=\"posterframe\"");
        } else if (problem.type().status() == 503) {
            routing.response().putHeader("Retry-After", "5");
        }
        write(routing, problem.type().status(), "application/problem+json", problem.json());
    }

    private static Problem problemOf(Throwable cause) {
        if (cause instanceof Problem problem) {
            return problem;
        }
        if (cause instanceof PictureException failed && failed.failure() instanceof Failure.DatabaseFailed) {
            log.warn("admin: {}", failed.getMessage());
            return new Problem(ProblemType.DATABASE, "the database failed; nothing of this request was written");
        }
        if (cause instanceof HttpException refused && refused.getStatusCode() == 413) {
            return new Problem(ProblemType.TOO_LARGE, "a body has at most " + AdminApi.MAX_BODY + " bytes");
        }
        if (cause instanceof HttpException refused && refused.getStatusCode() < 500) {
            return new Problem(ProblemType.MALFORMED, "this is not a valid request");
        }
        log.error("admin: a request failed", cause);
        return new Problem(ProblemType.INTERNAL, "this is a mistake of the server; its log says more");
    }

    private static void write(RoutingContext routing, int status, String type, JsonNode json) {
        HttpServerResponse response = routing.response();
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Json.bytes(json));
    }
}
