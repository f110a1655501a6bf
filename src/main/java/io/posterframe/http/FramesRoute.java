package io.posterframe.http;

import io.posterframe.dialect.frames.Call;
import io.posterframe.dialect.frames.FramesApi;
import io.posterframe.dialect.frames.Reply;
import io.posterframe.trail.Stage;
import io.posterframe.upload.Sender;
import io.posterframe.upload.Uploads;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Cloudglue's files and frame extractions, and the images of frames. See docs/frame-extractions.md. On the request's event loop. */
final class FramesRoute {
    private static final String FILES = "/v1/files";
    private static final String FILE = "/v1/files/:id";
    private static final String OF_FILE = "/v1/files/:id/frames";
    private static final String EXTRACTION = "/v1/frames/:id";
    private static final String PICTURE = "/frames/:id/:file";
    private static final List<String> BELOW = List.of("/v1/", "/frames/");

    private static final String SDK_HEADERS = ", X-SDK-Client, X-SDK-Version";
    private static final int TOO_LARGE = 413;

    private final FramesApi api;
    private final Uploads uploads;
    private final Responder responder;
    private final Callers callers;
    private final HttpMetrics metrics;

    FramesRoute(FramesApi api, Uploads uploads, Responder responder, Callers callers, HttpMetrics metrics) {
        this.api = api;
        this.uploads = uploads;
        this.responder = responder;
        this.callers = callers;
        this.metrics = metrics;
    }

    void mount(Router router) {
        router.post(FILES).handler(this::upload);
        router.get(FILES).handler(answeredBy(api::files));
        others(router, FILES, "GET, POST, OPTIONS");
        router.get(FILE).handler(answeredBy(api::file));
        withBody(router.put(FILE), Call.MAX_DESCRIPTION).handler(answeredBy(api::describeFile));
        router.delete(FILE).handler(answeredBy(api::deleteFile));
        others(router, FILE, "GET, PUT, DELETE, OPTIONS");
        withBody(router.post(OF_FILE), Call.MAX_BODY).handler(answeredBy(api::createExtraction));
        router.get(OF_FILE).handler(answeredBy(api::extractionsOfFile));
        others(router, OF_FILE, "GET, POST, OPTIONS");
        router.get(EXTRACTION).handler(answeredBy(api::extraction));
        router.delete(EXTRACTION).handler(answeredBy(api::deleteExtraction));
        others(router, EXTRACTION, "GET, DELETE, OPTIONS");
        router.get(PICTURE).handler(this::picture);
        router.head(PICTURE).handler(this::picture);
        others(router, PICTURE, "GET, HEAD, OPTIONS");
        for (String path : BELOW) {
            router.route(path + "*").handler(routing -> write(routing, Reply.error(404, "Not found")));
        }
    }

    private static Route withBody(Route route, int most) {
        return route.handler(BodyHandler.create(false).setBodyLimit(most).setMergeFormAttributes(false));
    }

    private static void others(Router router, String path, String methods) {
        router.options(path).handler(routing -> Preflight.answer(routing.response(), methods, SDK_HEADERS));
        router.route(path).handler(routing -> {
            routing.response().putHeader(Fields.ALLOW, methods);
            write(routing, Reply.error(405, "This method is not allowed here; " + methods + " are"));
        });
    }

    private Handler<RoutingContext> answeredBy(Function<Call, Future<Reply>> work) {
        return routing -> EventLoop.here(work.apply(call(routing))).onSuccess(reply -> write(routing, reply));
    }

    private void upload(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        request.pause();
        Call call = call(routing);
        Future<Reply> reply = EventLoop.here(api.admit(call))
                .compose(partner -> MultipartForm.receive(request, Sender.KNOWN, uploads)
                        .compose(form -> api.takeFile(
                                call, partner, form.file(), form.fields().get("metadata"))))
                .otherwise(cause -> api.refusal(cause, call.caller()));
        EventLoop.here(reply).onSuccess(known -> RefusedBody.around(routing, () -> write(routing, known)));
    }

    private Call call(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        Buffer body = routing.body() == null ? null : routing.body().buffer();
        return new Call(
                request.authority() == null ? null : request.scheme() + "://" + request.authority(),
                Authorization.of(request),
                Objects.requireNonNullElse(routing.pathParam("id"), ""),
                first(routing.queryParams()),
                body == null ? new byte[0] : body.getBytes(),
                callers.of(routing));
    }

    private static Map<String, String> first(MultiMap given) {
        Map<String, String> first = new HashMap<>();
        given.forEach((name, value) -> first.putIfAbsent(name, value));
        return first;
    }

    private void picture(RoutingContext routing) {
        long begun = System.nanoTime();
        HttpServerRequest request = routing.request();
        String id = routing.pathParam("id");
        String file = routing.pathParam("file");
        responder.respond(routing, api.picture(id, file, callers.of(routing)), begun, responder.age());
        long took = System.nanoTime() - begun;
        metrics.took(HttpMetrics.Stage.PARSE, took);
        Watch.trail(routing).took(Stage.PARSE, took);
    }

    /** Whether a request is one of these, also where the router can't read its path. */
    static boolean isMeantBy(HttpServerRequest request) {
        String path = request.path();
        return path != null && BELOW.stream().anyMatch(path::startsWith);
    }

    /** Says in the API's own form what the server itself refuses. */
    static void explain(RoutingContext routing, int status) {
        write(routing, Reply.error(status, status == TOO_LARGE ? "The body is too large" : "Invalid request"));
    }

    /** A reply that is nobody's to keep. */
    private static void write(RoutingContext routing, Reply reply) {
        HttpServerResponse response = routing.response();
        if (response.closed()) {
            return;
        }
        reply.headers().forEach(response::putHeader);
        response.setStatusCode(reply.status())
                .putHeader(Fields.CONTENT_TYPE, "application/json")
                .putHeader(Fields.CACHE_CONTROL, HeaderConfig.NOBODY)
                .putHeader(Fields.ALLOW_ORIGIN, Fields.ANY)
                .putHeader(Fields.EXPOSE_HEADERS, "Retry-After, X-Posterframe-Progress, X-Posterframe-Failure")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(reply.json());
    }
}
