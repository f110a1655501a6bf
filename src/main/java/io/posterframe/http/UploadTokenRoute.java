package io.posterframe.http;

import io.posterframe.upload.TokenRequest;
import io.posterframe.upload.UploadRefused;
import io.posterframe.upload.UploadRefused.Reason;
import io.posterframe.upload.UploadToken;
import io.posterframe.upload.Uploads;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code /uploads/tokens}: POST makes a token for whoever holds a key. On the request's event loop. */
final class UploadTokenRoute implements Handler<RoutingContext> {
    private static final int CREATED = 201;
    private static final int MOST_UPLOADS = 100;

    private final Uploads uploads;
    private final UploadKeys keys;

    UploadTokenRoute(Uploads uploads) {
        this.uploads = uploads;
        this.keys = new UploadKeys(uploads.config().keys());
    }

    @Override
    public void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (request.method() == HttpMethod.OPTIONS) {
            UploadAnswers.preflight(request.response());
        } else if (request.method() == HttpMethod.POST) {
            Future.succeededFuture(request)
                    .compose(this::make)
                    .onFailure(cause -> UploadAnswers.refuse(routing, cause));
        } else {
            UploadAnswers.notAllowed(request, "POST, OPTIONS");
        }
    }

    private Future<Void> make(HttpServerRequest request) {
        if (!keys.isHeldBy(request)) {
            return UploadAnswers.refuseWithoutKey(request.response());
        }
        long longest = uploads.config().tokenAge().toMinutes();
        int files = Math.toIntExact(number(request, "max_uploads", 1, MOST_UPLOADS));
        long minutes = number(request, "valid_minutes", longest, longest);
        TokenRequest asked =
                new TokenRequest(UploadToken.Kind.KALTURA, partner(request), "{}", files, Duration.ofMinutes(minutes));
        return uploads.createToken(asked)
                .compose(token -> UploadAnswers.json(
                        request.response(),
                        CREATED,
                        new JsonObject()
                                .put(UploadRoute.TOKEN, token.id())
                                .put("max_uploads", token.maxUploads())
                                .put("expires_at", token.validUntil().toString())));
    }

    /** A number from 1 on in the query. */
    private static long number(HttpServerRequest request, String name, long fallback, long most) {
        String value = request.getParam(name);
        if (value == null) {
            return fallback;
        }
        long number = value.matches("[0-9]{1,9}") ? Long.parseLong(value) : 0;
        if (number < 1 || number > most) {
            throw new UploadRefused(Reason.BAD_FIELD, name + " must be a whole number from 1 to " + most);
        }
        return number;
    }

    private static @Nullable String partner(HttpServerRequest request) {
        String partner = request.getParam("partner_id");
        if (partner != null && !partner.matches("[0-9A-Za-z_-]{1,20}")) {
            throw new UploadRefused(Reason.BAD_FIELD, "partner_id must have 1 to 20 letters and digits");
        }
        return partner;
    }
}
