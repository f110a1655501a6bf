package io.posterframe.http;

import io.posterframe.dialect.Exchange;
import io.posterframe.dialect.tasks.Call;
import io.posterframe.dialect.tasks.Envelope;
import io.posterframe.dialect.tasks.Reply;
import io.posterframe.dialect.tasks.TasksApi;
import io.posterframe.upload.Sender;
import io.posterframe.upload.Uploads;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Memories.ai's extract-frames, and what belongs to it. See docs/frame-tasks.md. On the request's event loop. */
final class TasksRoute {
    private static final String ROOT = "/serve/api/v2";
    private static final String EXTRACT = ROOT + "/video/extract-frames";
    private static final String UPLOAD = ROOT + "/upload";
    private static final String ASSET = ROOT + "/:asset";
    private static final String METADATA = ASSET + "/metadata";
    private static final String DOWNLOAD = ASSET + "/download";
    private static final String METHODS = "GET, HEAD, POST, DELETE, OPTIONS";
    private static final int NOT_THERE = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;

    private final TasksApi api;
    private final Uploads uploads;
    private final Responder responder;
    private final Callers callers;
    private final HttpMetrics metrics;

    TasksRoute(TasksApi api, Uploads uploads, Responder responder, Callers callers, HttpMetrics metrics) {
        this.api = api;
        this.uploads = uploads;
        this.responder = responder;
        this.callers = callers;
        this.metrics = metrics;
    }

    void mount(Router router) {
        router.options(ROOT + "/*").handler(routing -> Preflight.answer(routing.response(), METHODS));
        router.post(EXTRACT)
                .handler(BodyHandler.create(false).setBodyLimit(Call.MAX_BODY).setMergeFormAttributes(false))
                .handler(this::extract);
        router.route(EXTRACT).handler(notAllowed("POST, OPTIONS"));
        router.post(UPLOAD).handler(this::upload);
        router.route(UPLOAD).handler(notAllowed("POST, OPTIONS"));
        router.get(DOWNLOAD).handler(this::download);
        router.head(DOWNLOAD).handler(this::download);
        router.route(DOWNLOAD).handler(notAllowed("GET, HEAD, OPTIONS"));
        router.get(METADATA).handler(this::metadata);
        router.route(METADATA).handler(notAllowed("GET, OPTIONS"));
        router.delete(ASSET).handler(this::delete);
        router.route(ASSET).handler(notAllowed("DELETE, OPTIONS"));
        router.route(ROOT + "/*").handler(routing -> error(routing.response(), NOT_THERE, "There is no such call."));
    }

    private Call call(RoutingContext routing) {
        return new Call(Authorization.of(routing.request()), callers.of(routing));
    }

    private void extract(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        Buffer body = routing.body().buffer();
        respond(
                routing,
                api.extract(
                        call(routing),
                        request.getHeader(Fields.CONTENT_TYPE),
                        body == null ? new byte[0] : body.getBytes()));
    }

    private void download(RoutingContext routing) {
        respond(routing, api.download(call(routing), routing.pathParam("asset")));
    }

    private void metadata(RoutingContext routing) {
        respond(routing, api.metadata(call(routing), routing.pathParam("asset")));
    }

    private void delete(RoutingContext routing) {
        respond(routing, api.delete(call(routing), routing.pathParam("asset")));
    }

    private void upload(RoutingContext routing) {
        long begun = System.nanoTime();
        HttpServerRequest request = routing.request();
        request.pause();
        Call call = call(routing);
        Future<Reply> reply = EventLoop.here(api.uploader(call))
                .compose(account -> MultipartForm.receive(request, Sender.KNOWN, uploads)
                        .compose(form -> api.take(call, account, form.file())))
                .otherwise(cause -> api.refusal(cause, call.caller()));
        EventLoop.here(reply).onSuccess(known -> RefusedBody.around(routing, () -> write(routing, known, begun)));
    }

    private void respond(RoutingContext routing, Future<Reply> reply) {
        long begun = System.nanoTime();
        EventLoop.here(reply).onSuccess(known -> write(routing, known, begun));
    }

    private void write(RoutingContext routing, Reply reply, long begun) {
        HttpServerResponse response = routing.response();
        if (reply instanceof Reply.Of of) {
            response.putHeader(Fields.EXPOSE_HEADERS, "Content-Disposition");
            responder.respond(routing, Exchange.done(of.answer()), begun, responder.age());
        } else if (reply instanceof Reply.Streamed streamed) {
            new StreamedReply(routing, streamed)
                    .send()
                    .onFailure(cause -> write(routing, api.refusal(cause, callers.of(routing)), begun));
        } else if (!response.closed()) {
            json(response).end(((Reply.Json) reply).text());
        }
    }

    /** Whether a request is one of these, also where the router can't read its path. */
    static boolean isMeantBy(HttpServerRequest request) {
        String path = request.path();
        return path != null && path.startsWith(ROOT + "/");
    }

    /** Says in the API's own form what the server itself refuses. */
    static void explain(RoutingContext routing, int status) {
        String why = status == TOO_LARGE
                ? "The body is larger than " + Call.MAX_BODY + " bytes."
                : "This is not a valid request.";
        error(routing.response(), status, why);
    }

    private static Handler<RoutingContext> notAllowed(String methods) {
        return routing -> {
            routing.response().putHeader(Fields.ALLOW, methods);
            error(routing.response(), NOT_ALLOWED, "This method is not allowed here; " + methods + " are.");
        };
    }

    private static void error(HttpServerResponse response, int status, String message) {
        json(response).setStatusCode(status).end(Envelope.error(status, message));
    }

    private static HttpServerResponse json(HttpServerResponse response) {
        return response.putHeader(Fields.CONTENT_TYPE, "application/json")
                .putHeader(Fields.CACHE_CONTROL, HeaderConfig.NOBODY)
                .putHeader(Fields.ALLOW_ORIGIN, Fields.ANY);
    }
}
