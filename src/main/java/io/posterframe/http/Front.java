package io.posterframe.http;

import io.posterframe.delivery.Outcome;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * The first to see a request. What is in the map of ready answers is answered here, before anything is parsed; all else
 * goes on to the router.
 */
final class Front implements Handler<HttpServerRequest> {
    /** A PING's eight bytes. */
    private static final Buffer SETTLED = Buffer.buffer("settled?");

    private final ReadyAnswers answers;
    private final boolean answerAtOnce;
    private final AnswerWriter writer;
    private final SecondClock clock;
    private final HttpMetrics metrics;
    private final Watch watch;
    private final Farewell farewell;
    private final Handler<HttpServerRequest> router;

    /** @param answerAtOnce whether ready answers are given, rather than each request counted for its limits */
    Front(
            ReadyAnswers answers,
            boolean answerAtOnce,
            AnswerWriter writer,
            SecondClock clock,
            HttpMetrics metrics,
            Watch watch,
            Farewell farewell,
            Handler<HttpServerRequest> router) {
        this.answers = answers;
        this.answerAtOnce = answerAtOnce;
        this.writer = writer;
        this.clock = clock;
        this.metrics = metrics;
        this.watch = watch;
        this.farewell = farewell;
        this.router = router;
    }

    @Override
    public void handle(HttpServerRequest request) {
        boolean firstOfCleartextHttp2 =
                request.version() == HttpVersion.HTTP_2 && request.streamId() == 1 && !request.isSSL();
        if (firstOfCleartextHttp2) {
            settle(request);
        } else {
            answer(request);
        }
    }

    /**
     * Answers when the client speaks HTTP/2 for certain. After an upgrade from HTTP/1.1, Vert.x 5.1.6 sends broken frames
     * when a large answer begins before the client's first frames have come; the answer to a PING comes behind them.
     */
    private void settle(HttpServerRequest request) {
        request.pause();
        request.connection().ping(SETTLED).onSuccess(pong -> {
            request.resume();
            answer(request);
        });
    }

    private void answer(HttpServerRequest request) {
        farewell.say(request);
        long begun = System.nanoTime();
        ReadyAnswer ready = request.method() == HttpMethod.GET ? answers.get(request.uri(), request.headers()) : null;
        SecondClock.Now now = clock.now();
        if (ready == null || !ready.freshAt(now.millis()) || !answerAtOnce && !ready.isRehearsal()) {
            route(request);
            return;
        }
        if (watch.isOn() && !ready.isRehearsal()) {
            watch.hit(request);
        }
        HttpMetrics.Result result = HttpMetrics.Result.MEMORY;
        if (ready.isSmall() && isPlain(request.headers())) {
            if (writer.writeHit(request.response(), ready, now)) {
                answers.touch(ready);
            }
        } else {
            result = writer.write(request, ready, Outcome.MEMORY).result();
        }
        if (ready.isRehearsal()) {
            return;
        }
        metrics.answered(result);
        metrics.took(HttpMetrics.Stage.TOTAL, System.nanoTime() - begun);
    }

    /** {@code OPTIONS *} and CONNECT have no path, which the router can't stand. */
    private void route(HttpServerRequest request) {
        String path = request.path();
        if (path != null && path.startsWith("/")) {
            router.handle(request);
        } else {
            watch.odd(request);
            writer.plain(request, 404, Routes.NOTHING_HERE);
        }
    }

    private static boolean isPlain(MultiMap headers) {
        return !headers.contains(Fields.IF_NONE_MATCH)
                && !headers.contains(Fields.IF_MODIFIED_SINCE)
                && !headers.contains(Fields.RANGE);
    }
}
