package io.posterframe.http;

import io.posterframe.access.Caller;
import io.posterframe.dialect.Exchange;
import io.posterframe.dialect.kaltura.Thumbnails;
import io.posterframe.trail.Stage;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A thumbnail URL that is not in the map of ready answers: dialect, then the answer, then into the map. */
final class PictureRoute implements Handler<RoutingContext> {
    /** What the route is called in traces. */
    static final String TEMPLATE = "/p/:partner/thumbnail/*";

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String METHODS = "POST, GET, HEAD, OPTIONS";

    private final Thumbnails thumbnails;
    private final PurgeMethod purge;
    private final Responder responder;
    private final Callers callers;
    private final AnswerWriter writer;
    private final HttpMetrics metrics;

    PictureRoute(
            Thumbnails thumbnails,
            PurgeMethod purge,
            Responder responder,
            Callers callers,
            AnswerWriter writer,
            HttpMetrics metrics) {
        this.thumbnails = thumbnails;
        this.purge = purge;
        this.callers = callers;
        this.responder = responder;
        this.writer = writer;
        this.metrics = metrics;
    }

    @Override
    public void handle(RoutingContext routing) {
        long begun = System.nanoTime();
        HttpServerRequest request = routing.request();
        HttpMethod method = request.method();
        if (method == HttpMethod.OPTIONS) {
            preflight(request.response());
        } else if (method == HttpMethod.POST && !isForm(request)) {
            writer.plain(request, 415, "a POST must be application/x-www-form-urlencoded");
        } else if (method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.POST) {
            answer(routing, begun, method == HttpMethod.POST ? routing.body().asString() : null);
        } else if (method.equals(PurgeMethod.PURGE)) {
            purge.handle(routing, callers.of(routing), writer);
        } else {
            request.response().putHeader(Fields.ALLOW, METHODS);
            writer.plain(request, 405, "this method is not allowed here; " + METHODS + " are");
        }
    }

    /** A POST without a body is as good as a form. */
    private static boolean isForm(HttpServerRequest request) {
        String type = request.getHeader(Fields.CONTENT_TYPE);
        return type == null || type.regionMatches(true, 0, FORM, 0, FORM.length());
    }

    private void answer(RoutingContext routing, long begun, @Nullable String form) {
        HttpServerRequest request = routing.request();
        Caller caller = callers.of(routing);
        // taken first: what is forgotten from here on may be what the answer rests on
        long age = responder.age();
        Optional<Exchange> exchange = thumbnails.answer(
                Objects.requireNonNull(request.path()), caller.query(), form, Accept.of(request.headers()), caller);
        long took = System.nanoTime() - begun;
        metrics.took(HttpMetrics.Stage.PARSE, took);
        caller.trail().took(Stage.PARSE, took);
        if (exchange.isEmpty()) {
            routing.next();
            return;
        }
        responder.respond(routing, exchange.get(), begun, age);
    }

    /** What Kaltura answers to OPTIONS, so that scripts on other sites may ask. */
    private static void preflight(HttpServerResponse response) {
        response.putHeader(Fields.ALLOW_ORIGIN, Fields.ANY)
                .putHeader(
                        Fields.ALLOW_HEADERS,
                        "Origin, X-Requested-With, Content-Type, Accept, Range, Cache-Control, X-Kaltura-Ks")
                .putHeader(Fields.ALLOW_METHODS, METHODS)
                .putHeader(
                        Fields.EXPOSE_HEADERS,
                        "Server, Content-Length, Content-Range, Date, Cache-Control, Content-Encoding")
                .putHeader(Fields.MAX_AGE, "86400")
                .putHeader(Fields.CONTENT_LENGTH, "0")
                .end();
    }
}
