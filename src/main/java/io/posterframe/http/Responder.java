package io.posterframe.http;

import io.posterframe.delivery.Delivered;
import io.posterframe.dialect.Answer;
import io.posterframe.dialect.Exchange;
import io.posterframe.picture.Failure;
import io.posterframe.trail.Stage;
import io.posterframe.trail.Trail;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** What becomes of an exchange: its answer is written when it is there, kept ready where it may be, and counted. */
final class Responder {
    private final ReadyAnswers answers;
    private final AnswerWriter writer;
    private final HeaderConfig headers;
    private final HttpMetrics metrics;
    private final Farewell farewell;

    Responder(ReadyAnswers answers, AnswerWriter writer, HeaderConfig headers, HttpMetrics metrics, Farewell farewell) {
        this.answers = answers;
        this.writer = writer;
        this.headers = headers;
        this.metrics = metrics;
        this.farewell = farewell;
    }

    /** To be taken before an exchange begins, and given to {@link #respond} with it. */
    long age() {
        return answers.age();
    }

    /**
     * @param begunNanos when the request came, by {@link System#nanoTime}
     * @param age        {@link #age} as it was before anything was looked up for the exchange
     */
    void respond(RoutingContext routing, Exchange exchange, long begunNanos, long age) {
        HttpServerRequest request = routing.request();
        Future<Answer> answer = exchange.answer();
        Watched watched = Watch.of(routing);
        if (!answer.isComplete()) {
            request.response().closeHandler(gone -> {
                if (watched != null) {
                    watched.closed();
                }
                if (!answer.isComplete()) {
                    metrics.abandoned();
                    exchange.leave().run();
                }
            });
        }
        Trail trail = Watch.trail(routing);
        Context context = routing.vertx().getOrCreateContext();
        answer.onComplete(done -> {
            if (watched != null && done.result() instanceof Answer.Picture picture) {
                watched.decodedBy(picture.delivered().engine());
            }
            if (Vertx.currentContext() == context) {
                write(request, trail, done.result(), begunNanos, age);
            } else {
                context.runOnContext(back -> write(request, trail, done.result(), begunNanos, age));
            }
        });
    }

    private void write(HttpServerRequest request, Trail trail, Answer answer, long begunNanos, long age) {
        long ready = System.nanoTime();
        AnswerWriter.Written written;
        if (answer instanceof Answer.Picture picture) {
            Delivered delivered = picture.delivered();
            ReadyAnswer prepared = new ReadyAnswer(picture, headers, System.currentTimeMillis());
            if (request.response().closed()) {
                AnswerWriter.release(delivered.picture());
                return;
            }
            if (request.method() == HttpMethod.GET && picture.keeping().unconditional()) {
                answers.put(request.uri(), prepared, age);
            }
            farewell.say(request);
            written = writer.write(request, prepared, delivered.outcome());
        } else if (answer instanceof Answer.Document document) {
            if (request.response().closed()) {
                return;
            }
            farewell.say(request);
            written = writer.write(request, document);
        } else {
            Answer.Refusal refusal = (Answer.Refusal) answer;
            if (request.response().closed()) {
                return;
            }
            farewell.say(request);
            written = writer.write(request, refusal);
            metrics.refused(cause(refusal.cause()));
        }
        metrics.answered(written.result());
        written.done().onComplete(sent -> {
            long now = System.nanoTime();
            metrics.took(HttpMetrics.Stage.RESPOND, now - ready);
            trail.took(Stage.RESPOND, now - ready);
            metrics.took(HttpMetrics.Stage.TOTAL, now - begunNanos);
        });
    }

    private static HttpMetrics.Cause cause(Failure failure) {
        return failure instanceof Failure.RateLimited
                ? HttpMetrics.Cause.RATE_LIMIT
                : HttpMetrics.Cause.valueOf(failure.category().name());
    }
}
