package io.posterframe.http;

import io.posterframe.delivery.Delivered;
import io.posterframe.dialect.Answer;
import io.posterframe.dialect.Exchange;
import io.posterframe.dialect.kaltura.Thumbnails;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A thumbnail URL that is not in the map of ready answers: dialect, then the answer, then into the map. */
final class PictureRoute implements Handler<RoutingContext> {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String METHODS = "POST, GET, HEAD, OPTIONS";

    private final Thumbnails thumbnails;
    private final ReadyAnswers answers;
    private final AnswerWriter writer;
    private final HeaderConfig headers;
    private final HttpMetrics metrics;

    PictureRoute(
            Thumbnails thumbnails,
            ReadyAnswers answers,
            AnswerWriter writer,
            HeaderConfig headers,
            HttpMetrics metrics) {
        this.thumbnails = thumbnails;
        this.answers = answers;
        this.writer = writer;
        this.headers = headers;
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
        Optional<Exchange> exchange = thumbnails.answer(
                Objects.requireNonNull(request.path()), request.query(), form, Accept.of(request.headers()));
        metrics.took(HttpMetrics.Stage.PARSE, System.nanoTime() - begun);
        if (exchange.isEmpty()) {
            routing.next();
            return;
        }
        Future<Answer> answer = exchange.get().answer();
        if (!answer.isComplete()) {
            AccessLog.@Nullable Line line = routing.get(EdgeServer.LINE);
            request.response().closeHandler(gone -> {
                if (line != null) {
                    line.closed();
                }
                if (!answer.isComplete()) {
                    metrics.abandoned();
                    exchange.get().leave().run();
                }
            });
        }
        Context context = routing.vertx().getOrCreateContext();
        answer.onComplete(done -> {
            if (Vertx.currentContext() == context) {
                respond(request, done.result(), begun);
            } else {
                context.runOnContext(back -> respond(request, done.result(), begun));
            }
        });
    }

    private void respond(HttpServerRequest request, Answer answer, long begun) {
        long ready = System.nanoTime();
        AnswerWriter.Written written;
        if (answer instanceof Answer.Picture picture) {
            Delivered delivered = picture.delivered();
            ReadyAnswer prepared = new ReadyAnswer(picture, headers, System.currentTimeMillis());
            if (request.response().closed()) {
                AnswerWriter.release(delivered.picture());
                return;
            }
            if (request.method() == HttpMethod.GET) {
                answers.put(request.uri(), prepared);
            }
            written = writer.write(request, prepared, delivered.outcome());
        } else {
            Answer.Refusal refusal = (Answer.Refusal) answer;
            if (request.response().closed()) {
                return;
            }
            written = writer.write(request, refusal);
        }
        metrics.answered(written.result());
        written.done().onComplete(sent -> {
            long now = System.nanoTime();
            metrics.took(HttpMetrics.Stage.RESPOND, now - ready);
            metrics.took(HttpMetrics.Stage.TOTAL, now - begun);
        });
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
