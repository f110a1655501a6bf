package io.posterframe.http;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.upload.Chunk;
import io.posterframe.upload.Received;
import io.posterframe.upload.Sender;
import io.posterframe.upload.TokenRequest;
import io.posterframe.upload.Upload;
import io.posterframe.upload.UploadRefused;
import io.posterframe.upload.UploadRefused.Reason;
import io.posterframe.upload.UploadToken;
import io.posterframe.upload.Uploads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /uploads}: POST takes a file or a chunk of one, GET says whether a chunk has come, as Resumable.js asks; and
 * {@code /uploads/tokens}, where POST makes a token. See docs/uploads.md.
 */
final class UploadRoute {
    private static final Logger LOG = LoggerFactory.getLogger(UploadRoute.class);
    private static final String TOKEN = "upload_token_id";
    private static final String BEARER = "Bearer ";
    private static final int MOST_UPLOADS = 100;
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int SEND_IT = 204;

    /** What is left of a refused body is read for so long, since a client that can't write doesn't see the answer. */
    private static final long LINGER_MILLIS = 2000;

    private final Vertx vertx;
    private final Uploads uploads;

    UploadRoute(Vertx vertx, Uploads uploads) {
        this.vertx = vertx;
        this.uploads = uploads;
    }

    /** {@code /uploads} */
    void files(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        HttpMethod method = request.method();
        if (method == HttpMethod.OPTIONS) {
            preflight(request.response());
        } else if (method == HttpMethod.POST) {
            request.pause();
            run(request, this::upload);
        } else if (method == HttpMethod.GET) {
            run(request, this::test);
        } else {
            notAllowed(request, "POST, GET, OPTIONS");
        }
    }

    /** {@code /uploads/tokens} */
    void tokens(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (request.method() == HttpMethod.OPTIONS) {
            preflight(request.response());
        } else if (request.method() == HttpMethod.POST) {
            run(request, this::makeToken);
        } else {
            notAllowed(request, "POST, OPTIONS");
        }
    }

    private void run(HttpServerRequest request, Function<HttpServerRequest, Future<Void>> work) {
        Future.succeededFuture(request).compose(work).onFailure(problem -> refuse(request, problem));
    }

    private Future<Void> makeToken(HttpServerRequest request) {
        if (!holdsKey(request)) {
            return refuseWithoutKey(request.response());
        }
        int files = Math.toIntExact(number(request, "max_uploads", 1, MOST_UPLOADS));
        long minutes = number(
                request,
                "valid_minutes",
                uploads.config().tokenAge().toMinutes(),
                uploads.config().tokenAge().toMinutes());
        TokenRequest asked =
                new TokenRequest(UploadToken.Kind.KALTURA, partner(request), "{}", files, Duration.ofMinutes(minutes));
        return uploads.createToken(asked)
                .compose(token -> answer(
                        request.response(),
                        CREATED,
                        new JsonObject()
                                .put(TOKEN, token.id())
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

    /** Whether the request brings one of our keys; each is compared in a time that doesn't tell how much of it is right. */
    private boolean holdsKey(HttpServerRequest request) {
        String sent = request.getHeader(Fields.AUTHORIZATION);
        if (sent == null || !sent.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return false;
        }
        byte[] key = sent.substring(BEARER.length()).trim().getBytes(StandardCharsets.UTF_8);
        boolean found = false;
        for (String known : uploads.config().keys()) {
            found |= MessageDigest.isEqual(known.getBytes(StandardCharsets.UTF_8), key);
        }
        return found;
    }

    private Future<Void> upload(HttpServerRequest request) {
        boolean authorized = holdsKey(request);
        if (!authorized && request.headers().contains(Fields.AUTHORIZATION)) {
            return refuseWithoutKey(request.response()).onComplete(told -> drop(request));
        }
        return sender(request, authorized)
                .compose(sender -> MultipartForm.receive(request, sender, uploads))
                .compose(form -> accept(request, form, authorized));
    }

    private Future<Sender> sender(HttpServerRequest request, boolean authorized) {
        String token = request.getParam(TOKEN);
        if (token == null) {
            return Future.succeededFuture(authorized ? Sender.KNOWN : Sender.UNKNOWN);
        }
        return uploads.usableToken(token).map(Sender.KNOWN);
    }

    private Future<Void> accept(HttpServerRequest request, MultipartForm form, boolean authorized) {
        Function<String, @Nullable String> field = name -> {
            String value = form.fields().get(name);
            return value == null ? request.getParam(name) : value;
        };
        Received file = form.file();
        if (file == null) {
            throw new UploadRefused(Reason.BAD_FIELD, "the form has no file");
        }
        return dropUnlessAccepted(file, () -> {
                    Optional<Chunk> chunk = Chunk.ofFields(field);
                    String token = field.apply(TOKEN);
                    if (token != null) {
                        return accept(token, chunk, file);
                    }
                    if (!authorized || chunk.isPresent()) {
                        throw new UploadRefused(Reason.BAD_FIELD, "the field " + TOKEN + " is missing");
                    }
                    return uploads.createToken(
                                    TokenRequest.kaltura(null, uploads.config().tokenAge()))
                            .transform(made -> made.succeeded()
                                    ? accept(made.result().id(), chunk, file)
                                    : dropped(file, made.cause()));
                })
                .compose(upload -> uploads.token(upload.tokenId()).compose(token -> answer(request, upload, token)));
    }

    /** Runs what accepts the file; where it fails before it has taken the file, the file is removed. */
    private Future<Upload> dropUnlessAccepted(Received file, Supplier<Future<Upload>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return dropped(file, e);
        }
    }

    private Future<Upload> dropped(Received file, Throwable cause) {
        return uploads.drop(file).transform(dropped -> Future.failedFuture(cause));
    }

    private Future<Upload> accept(String token, Optional<Chunk> chunk, Received file) {
        return chunk.isPresent() ? uploads.accept(token, chunk.get(), file) : uploads.accept(token, file);
    }

    private static Future<Void> answer(HttpServerRequest request, Upload upload, Optional<UploadToken> token) {
        JsonObject body = new JsonObject()
                .put(TOKEN, upload.tokenId())
                .put("file_name", upload.fileName())
                .put("size", upload.totalBytes())
                .put("received", upload.receivedBytes())
                .put("complete", upload.complete());
        token.ifPresent(known -> body.put("expires_at", known.validUntil().toString()));
        return answer(request.response(), upload.complete() ? CREATED : OK, body);
    }

    /** Resumable.js asks before it sends a chunk, and takes 200 for "has come". */
    private Future<Void> test(HttpServerRequest request) {
        String token = request.getParam(TOKEN);
        Optional<Chunk> chunk = Chunk.ofFields(request::getParam);
        if (token == null || chunk.isEmpty()) {
            throw new UploadRefused(
                    Reason.BAD_FIELD, "ask with " + TOKEN + " and Resumable.js's fields whether a chunk has come");
        }
        return uploads.isThere(token, chunk.get()).compose(there -> cors(request.response())
                .setStatusCode(there ? OK : SEND_IT)
                .putHeader(Fields.CACHE_CONTROL, Fields.NO_STORE)
                .end());
    }

    private static Future<Void> answer(HttpServerResponse response, int status, JsonObject body) {
        return cors(response)
                .setStatusCode(status)
                .putHeader(Fields.CONTENT_TYPE, "application/json")
                .putHeader(Fields.CACHE_CONTROL, Fields.NO_STORE)
                .end(body.encode());
    }

    private static HttpServerResponse cors(HttpServerResponse response) {
        return response.putHeader(Fields.ALLOW_ORIGIN, Fields.ANY);
    }

    private static void preflight(HttpServerResponse response) {
        cors(response)
                .putHeader(Fields.ALLOW_METHODS, "POST, GET, OPTIONS")
                .putHeader(Fields.ALLOW_HEADERS, "Authorization, Content-Type, X-Requested-With")
                .putHeader(Fields.MAX_AGE, "86400")
                .putHeader(Fields.CONTENT_LENGTH, "0")
                .end();
    }

    private static void notAllowed(HttpServerRequest request, String methods) {
        cors(request.response()).putHeader(Fields.ALLOW, methods);
        new Problem(405, "Method Not Allowed", "this method is not allowed here; " + methods + " are")
                .write(request.response());
    }

    private static Future<Void> refuseWithoutKey(HttpServerResponse response) {
        cors(response).putHeader("www-authenticate", "Bearer");
        return new Problem(401, "Unauthorized", "send one of the keys of uploads.keys as Authorization: Bearer")
                .write(response);
    }

    private void refuse(HttpServerRequest request, Throwable cause) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Problem problem = problem(cause);
        cors(response);
        if (problem.status() == 503) {
            response.putHeader(Fields.RETRY_AFTER, "5");
        }
        if (!request.isEnded() && request.version() != HttpVersion.HTTP_2) {
            response.putHeader("connection", "close");
        }
        problem.write(response).onComplete(told -> drop(request));
    }

    /** Reads on for a moment without keeping anything, then ends what still comes. */
    private void drop(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        request.resume();
        vertx.setTimer(LINGER_MILLIS, id -> {
            if (!request.isEnded()) {
                if (request.version() == HttpVersion.HTTP_2) {
                    request.response().reset();
                } else {
                    request.connection().close();
                }
            }
        });
    }

    private static Problem problem(Throwable cause) {
        if (cause instanceof UploadRefused refused) {
            String detail = String.valueOf(refused.getMessage());
            return switch (refused.reason()) {
                case BAD_FIELD, LEFT -> new Problem(400, "Bad Request", detail);
                case NO_SUCH_TOKEN -> new Problem(404, "Not Found", detail);
                case TOKEN_USED_UP, CONTRADICTION -> new Problem(409, "Conflict", detail);
                case TOO_LARGE -> new Problem(413, "Content Too Large", detail);
                case NO_ROOM -> new Problem(507, "Insufficient Storage", detail);
                case BUSY -> new Problem(503, "Service Unavailable", detail);
                case TOO_SLOW -> new Problem(408, "Request Timeout", detail);
            };
        }
        if (cause instanceof PictureException known && known.failure() instanceof Failure.DatabaseFailed) {
            return new Problem(
                    503, "Service Unavailable", "the server can't reach its database at the moment; try again");
        }
        LOG.error("an upload failed in a way that it should not", cause);
        return new Problem(500, "Internal Server Error", "something went wrong in the server; try again");
    }
}
