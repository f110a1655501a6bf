package io.posterframe.http;

import io.posterframe.access.Api;
import io.posterframe.access.RateLimits;
import io.posterframe.picture.Failure.RateLimited;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.Optional;

/** Stands in front of an API that isn't a dialect, and counts its requests and wrong tokens against their limits. */
final class RequestLimit implements Handler<RoutingContext> {
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;

    private final RateLimits limits;
    private final Api api;
    private final Callers callers;

    RequestLimit(RateLimits limits, Api api, Callers callers) {
        this.limits = limits;
        this.api = api;
        this.callers = callers;
    }

    @Override
    public void handle(RoutingContext routing) {
        InetAddress address = callers.of(routing).address();
        Optional<RateLimited> refused = limits.take(api, address);
        if (refused.isEmpty() && routing.request().headers().contains(Fields.AUTHORIZATION)) {
            refused = limits.credentials(address);
        }
        if (refused.isPresent() && routing.request().method() != HttpMethod.OPTIONS) {
            refuse(routing.response(), refused.get());
            return;
        }
        routing.addEndHandler(ended -> {
            if (routing.response().getStatusCode() == UNAUTHORIZED) {
                limits.credentialsFailed(address);
            }
        });
        routing.next();
    }

    private static void refuse(HttpServerResponse response, RateLimited limited) {
        String seconds = Integer.toString(limited.retryAfterSeconds());
        response.putHeader(Fields.RETRY_AFTER, seconds)
                .putHeader(Fields.RATE_LIMIT, Long.toString(limited.limit()))
                .putHeader(Fields.RATE_LIMIT_REMAINING, "0")
                .putHeader(Fields.RATE_LIMIT_RESET, seconds)
                .putHeader(Fields.ALLOW_ORIGIN, Fields.ANY);
        new Problem(TOO_MANY, "Too Many Requests", limited.message()).write(response);
    }
}
