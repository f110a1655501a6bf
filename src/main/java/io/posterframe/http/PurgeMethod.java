package io.posterframe.http;

import io.posterframe.access.Caller;
import io.posterframe.admin.AdminApi;
import io.posterframe.delivery.Delivery;
import io.posterframe.dialect.kaltura.Thumbnails;
import io.posterframe.picture.Failure;
import io.posterframe.purge.Purge;
import io.posterframe.purge.Purged;
import io.posterframe.purge.Purger;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** {@code PURGE} of a thumbnail's URL, as caches know it: all variants of its picture go. On the request's event loop. */
public final class PurgeMethod {
    static final HttpMethod PURGE = HttpMethod.valueOf("PURGE");

    private static final String SOFT = "soft-purge";

    private final Thumbnails thumbnails;
    private final AdminApi admin;
    private final Predicate<InetAddress> allowed;
    private final Purger purger;

    /** @param allowed which addresses may purge without a token */
    public PurgeMethod(Thumbnails thumbnails, AdminApi admin, Predicate<InetAddress> allowed, Purger purger) {
        this.thumbnails = thumbnails;
        this.admin = admin;
        this.allowed = allowed;
        this.purger = purger;
    }

    void handle(RoutingContext routing, Caller caller, AnswerWriter writer) {
        HttpServerRequest request = routing.request();
        String token = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (!allowed.test(caller.address()) && !admin.allows(token)) {
            refuse(request, token != null, writer);
            return;
        }
        Optional<Future<Set<String>>> keys = thumbnails.keys(Objects.requireNonNull(request.path()), caller.query());
        if (keys.isEmpty()) {
            routing.next();
            return;
        }
        boolean soft = "1".equals(request.getHeader(SOFT));
        keys.get()
                .compose(found -> purger.purge(Purge.of(found, soft)))
                .onSuccess(purged -> answer(request, soft, purged))
                .onFailure(problem -> refuse(request, Delivery.failureOf(problem), writer));
    }

    private static void refuse(HttpServerRequest request, boolean wrongToken, AnswerWriter writer) {
        if (wrongToken) {
            request.response().putHeader("WWW-Authenticate", "Bearer realm=\"posterframe\"");
            writer.plain(request, 401, "this token is not one of admin.tokens");
        } else {
            writer.plain(
                    request,
                    403,
                    "PURGE needs a token of admin.tokens as Authorization: Bearer, or an address of purge.allowed-addresses");
        }
    }

    private static void answer(HttpServerRequest request, boolean soft, Purged purged) {
        request.response()
                .putHeader(Fields.CONTENT_TYPE, "application/json")
                .putHeader(Fields.CACHE_CONTROL, Fields.NO_STORE)
                .end(new JsonObject()
                        .put("soft", soft)
                        .put(
                                "removed",
                                new JsonObject().put("memory", purged.memory()).put("disk", purged.disk()))
                        .toBuffer());
    }

    private static void refuse(HttpServerRequest request, Failure failure, AnswerWriter writer) {
        int status =
                switch (failure.category()) {
                    case BAD_REQUEST -> 400;
                    case NOT_FOUND, SOURCE, ACCESS -> 404;
                    default -> 503;
                };
        writer.plain(request, status, failure.message());
    }
}
