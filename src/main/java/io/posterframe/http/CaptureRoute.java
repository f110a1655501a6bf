package io.posterframe.http;

import io.posterframe.access.Caller;
import io.posterframe.dialect.Exchange;
import io.posterframe.dialect.capture.Call;
import io.posterframe.dialect.capture.CaptureApi;
import io.posterframe.trail.Stage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** VideoSDK's capture, and the pictures that it leaves behind. See docs/hls-capture.md. On the request's event loop. */
final class CaptureRoute {
    private static final String CAPTURE = "/v2/hls/capture";
    private static final String PICTURE = "/thumbnail/:file";
    private static final String CAPTURE_METHODS = "POST, OPTIONS";
    private static final String PICTURE_METHODS = "GET, HEAD, OPTIONS";
    private static final int TOO_LARGE = 413;

    private final CaptureApi api;
    private final Responder responder;
    private final Callers callers;
    private final AnswerWriter writer;
    private final HttpMetrics metrics;

    CaptureRoute(CaptureApi api, Responder responder, Callers callers, AnswerWriter writer, HttpMetrics metrics) {
        this.api = api;
        this.responder = responder;
        this.callers = callers;
        this.writer = writer;
        this.metrics = metrics;
    }

    void mount(Router router) {
        router.post(CAPTURE)
                .handler(BodyHandler.create(false).setBodyLimit(Call.MAX_BODY).setMergeFormAttributes(false))
                .handler(this::capture)
                .failureHandler(CaptureRoute::explain);
        router.options(CAPTURE).handler(routing -> Preflight.answer(routing.response(), CAPTURE_METHODS));
        router.route(CAPTURE).handler(routing -> notAllowed(routing.request(), CAPTURE_METHODS));
        router.get(PICTURE).handler(this::picture);
        router.head(PICTURE).handler(this::picture);
        router.options(PICTURE).handler(routing -> Preflight.answer(routing.response(), PICTURE_METHODS));
        router.route(PICTURE).handler(routing -> notAllowed(routing.request(), PICTURE_METHODS));
    }

    private void capture(RoutingContext routing) {
        long begun = System.nanoTime();
        HttpServerRequest request = routing.request();
        Buffer body = routing.body().buffer();
        Call call = new Call(
                request.authority() == null ? null : request.scheme() + "://" + request.authority(),
                request.getHeader(Fields.CONTENT_TYPE),
                Authorization.of(request),
                body == null ? new byte[0] : body.getBytes(),
                callers.of(routing));
        respond(routing, api.capture(call), begun);
    }

    private void picture(RoutingContext routing) {
        long begun = System.nanoTime();
        Caller caller = callers.of(routing);
        respond(routing, api.picture(routing.pathParam("file"), caller), begun);
    }

    private void respond(RoutingContext routing, Exchange exchange, long begun) {
        responder.respond(routing, exchange, begun, responder.age());
        long took = System.nanoTime() - begun;
        metrics.took(HttpMetrics.Stage.PARSE, took);
        Watch.trail(routing).took(Stage.PARSE, took);
    }

    /** In the API's own form what the server itself refuses. */
    private static void explain(RoutingContext routing) {
        if (routing.statusCode() != TOO_LARGE || routing.response().headWritten()) {
            routing.next();
            return;
        }
        JsonObject error = new JsonObject()
                .put("message", "The body is larger than " + Call.MAX_BODY + " bytes.")
                .put("code", "invalid_params");
        routing.response()
                .setStatusCode(TOO_LARGE)
                .putHeader(Fields.CONTENT_TYPE, "application/json")
                .putHeader(Fields.CACHE_CONTROL, Fields.NO_STORE)
                .putHeader(Fields.ALLOW_ORIGIN, Fields.ANY)
                .end(error.encode());
    }

    private void notAllowed(HttpServerRequest request, String methods) {
        request.response().putHeader(Fields.ALLOW, methods).putHeader(Fields.ALLOW_ORIGIN, Fields.ANY);
        writer.plain(request, 405, "this method is not allowed here; " + methods + " are");
    }
}
