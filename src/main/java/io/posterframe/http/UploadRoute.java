package io.posterframe.http;

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
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /uploads}: POST takes a file or a chunk of one, GET says whether a chunk has come, as Resumable.js asks. See
 * docs/uploads.md. On the request's event loop.
 */
final class UploadRoute implements Handler<RoutingContext> {
    static final String TOKEN = "upload_token_id";

    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int SEND_IT = 204;

    private final Vertx vertx;
    private final Uploads uploads;
    private final UploadKeys keys;

    UploadRoute(Vertx vertx, Uploads uploads) {
        this.vertx = vertx;
        this.uploads = uploads;
        this.keys = new UploadKeys(uploads.config().keys());
    }

    @Override
    public void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        HttpMethod method = request.method();
        if (method == HttpMethod.OPTIONS) {
            UploadAnswers.preflight(request.response());
        } else if (method == HttpMethod.POST) {
            request.pause();
            run(routing, this::upload);
        } else if (method == HttpMethod.GET) {
            run(routing, this::test);
        } else {
            UploadAnswers.notAllowed(request, "POST, GET, OPTIONS");
        }
    }

    private static void run(RoutingContext routing, Function<HttpServerRequest, Future<Void>> work) {
        Future.succeededFuture(routing.request())
                .compose(work)
                .onFailure(cause -> UploadAnswers.refuse(routing, cause));
    }

    private Future<Void> upload(HttpServerRequest request) {
        boolean authorized = keys.isHeldBy(request);
        if (!authorized && request.headers().contains(Fields.AUTHORIZATION)) {
            RefusedBody.announce(request);
            return UploadAnswers.refuseWithoutKey(request.response())
                    .onComplete(told -> RefusedBody.drop(vertx, request));
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
        return uploads.usableToken(token).map(Sender.KNOWN).recover(UploadRoute::mayRepeat);
    }

    /** A client that missed the answer to its last chunk sends it again, and its token is used up by then. */
    private static Future<Sender> mayRepeat(Throwable cause) {
        boolean usedUp = cause instanceof UploadRefused refused && refused.reason() == Reason.TOKEN_USED_UP;
        return usedUp ? Future.succeededFuture(Sender.UNKNOWN) : Future.failedFuture(cause);
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
        return UploadAnswers.json(request.response(), upload.complete() ? CREATED : OK, body);
    }

    /** Resumable.js asks before it sends a chunk, and takes 200 for "has come". */
    private Future<Void> test(HttpServerRequest request) {
        String token = request.getParam(TOKEN);
        Optional<Chunk> chunk = Chunk.ofFields(request::getParam);
        if (token == null || chunk.isEmpty()) {
            throw new UploadRefused(
                    Reason.BAD_FIELD, "ask with " + TOKEN + " and Resumable.js's fields whether a chunk has come");
        }
        return uploads.isThere(token, chunk.get()).compose(there -> UploadAnswers.cors(request.response())
                .setStatusCode(there ? OK : SEND_IT)
                .putHeader(Fields.CACHE_CONTROL, Fields.NO_STORE)
                .end());
    }
}
