package io.posterframe.http;

import io.posterframe.access.Caller;
import io.posterframe.dialect.photoframe.ApiMethod;
import io.posterframe.dialect.photoframe.Call;
import io.posterframe.dialect.photoframe.Parameter;
import io.posterframe.dialect.photoframe.PhotoApi;
import io.posterframe.dialect.photoframe.TextReply;
import io.posterframe.trail.Stage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A call of the 23 Video API that carries no file. On the request's event loop. */
final class PhotoRoute implements Handler<RoutingContext> {
    static final String METHODS = "GET, HEAD, POST, OPTIONS";

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data";

    private final ApiMethod method;
    private final PhotoApi api;
    private final Responder responder;
    private final Callers callers;
    private final AnswerWriter writer;
    private final HttpMetrics metrics;

    private PhotoRoute(
            ApiMethod method,
            PhotoApi api,
            Responder responder,
            Callers callers,
            AnswerWriter writer,
            HttpMetrics metrics) {
        this.method = method;
        this.api = api;
        this.responder = responder;
        this.callers = callers;
        this.writer = writer;
        this.metrics = metrics;
    }

    /** @param maxFormBytes the largest body of a POST */
    static void add(
            Router router,
            PhotoApi api,
            Responder responder,
            Callers callers,
            AnswerWriter writer,
            HttpMetrics metrics,
            long maxFormBytes) {
        for (ApiMethod method : List.of(ApiMethod.FRAME, ApiMethod.GET_UPLOAD_TOKEN)) {
            router.post(method.path())
                    .handler(
                            BodyHandler.create(false).setBodyLimit(maxFormBytes).setMergeFormAttributes(false));
            router.route(method.path()).handler(new PhotoRoute(method, api, responder, callers, writer, metrics));
        }
    }

    @Override
    public void handle(RoutingContext routing) {
        long begun = System.nanoTime();
        HttpServerRequest request = routing.request();
        HttpMethod verb = request.method();
        if (verb == HttpMethod.OPTIONS) {
            Preflight.answer(request.response(), METHODS);
        } else if (verb == HttpMethod.POST && !isForm(request)) {
            writer.plain(request, 415, "a POST must be " + FORM + " or " + MULTIPART);
        } else if (verb == HttpMethod.GET || verb == HttpMethod.HEAD || verb == HttpMethod.POST) {
            answer(routing, begun);
        } else {
            request.response().putHeader(Fields.ALLOW, METHODS);
            writer.plain(request, 405, "this method is not allowed here; " + METHODS + " are");
        }
    }

    private void answer(RoutingContext routing, long begun) {
        Call call = call(routing);
        if (method == ApiMethod.FRAME) {
            // taken first: what is forgotten from here on may be what the answer rests on
            long age = responder.age();
            responder.respond(routing, api.frame(call), begun, age);
        } else {
            write(routing, api.uploadToken(call));
        }
        long took = System.nanoTime() - begun;
        metrics.took(HttpMetrics.Stage.PARSE, took);
        Watch.trail(routing).took(Stage.PARSE, took);
    }

    /** A POST without a body is as good as a form. */
    private static boolean isForm(HttpServerRequest request) {
        return is(request, FORM) || is(request, MULTIPART) || request.getHeader(Fields.CONTENT_TYPE) == null;
    }

    private static boolean is(HttpServerRequest request, String type) {
        String sent = request.getHeader(Fields.CONTENT_TYPE);
        return sent != null && sent.regionMatches(true, 0, type, 0, type.length());
    }

    private Call call(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        Caller caller = callers.of(routing);
        boolean multipart = request.method() == HttpMethod.POST && is(request, MULTIPART);
        return new Call(
                method,
                request.method().name(),
                request.scheme() + "://" + request.authority(),
                Objects.requireNonNull(request.path()),
                Objects.requireNonNullElse(caller.query(), ""),
                multipart ? "" : form(routing),
                multipart ? fields(request.formAttributes()) : null,
                request.getHeader(HttpHeaders.AUTHORIZATION),
                caller);
    }

    private static String form(RoutingContext routing) {
        boolean post = routing.request().method() == HttpMethod.POST;
        return post ? Objects.requireNonNullElse(routing.body().asString(), "") : "";
    }

    private static List<Parameter> fields(MultiMap form) {
        List<Parameter> fields = new ArrayList<>();
        form.forEach((name, value) -> fields.add(new Parameter(name, value)));
        return fields;
    }

    private static void write(RoutingContext routing, Future<TextReply> reply) {
        Context context = routing.vertx().getOrCreateContext();
        reply.onComplete(done -> {
            if (Vertx.currentContext() == context) {
                write(routing.request(), done.result());
            } else {
                context.runOnContext(back -> write(routing.request(), done.result()));
            }
        });
    }

    /** A reply that is nobody's to keep. */
    static void write(HttpServerRequest request, TextReply reply) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        Buffer body = Buffer.buffer(reply.text() + "\n");
        String location = reply.location();
        if (location != null) {
            response.putHeader(HttpHeaders.LOCATION, location);
        }
        response.setStatusCode(reply.status())
                .putHeader(Fields.CONTENT_TYPE, reply.contentType())
                .putHeader(Fields.CONTENT_LENGTH, Integer.toString(body.length()))
                .putHeader(Fields.CACHE_CONTROL, HeaderConfig.NOBODY)
                .putHeader(Fields.ALLOW_ORIGIN, Fields.ANY)
                .putHeader("X-Content-Type-Options", "nosniff");
        if (request.method() == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(body);
        }
    }
}
