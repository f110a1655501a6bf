package io.posterframe.http;

import io.posterframe.cache.Bytes;
import io.posterframe.cache.CachedPicture;
import io.posterframe.delivery.Delivered;
import io.posterframe.delivery.Outcome;
import io.posterframe.dialect.Answer;
import io.posterframe.dialect.Keeping;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Asks ourselves for a picture some thousand times over the loopback, so that the code of a hit is compiled before the
 * first client comes. The picture is of nothing and its URL is known to nobody.
 */
final class HitPathWarmUp {
    static final String KEY = "warm-up";

    private static final int REQUESTS = 12_000;
    private static final int CONNECTIONS = 4;
    private static final long LONGEST_MILLIS = 2_000;

    /** Our own address may be behind a firewall, which answers nothing at all. */
    private static final int CONNECT_MILLIS = 1_000;

    private final Vertx vertx;
    private final ReadyAnswers answers;
    private final HeaderConfig headers;

    HitPathWarmUp(Vertx vertx, ReadyAnswers answers, HeaderConfig headers) {
        this.vertx = vertx;
        this.answers = answers;
        this.headers = headers;
    }

    /** Ends when the path is warm, the time is up, or it does not work; never fails. */
    Future<Void> run(String host, int port) {
        String target = "/warm-up/" + UUID.randomUUID();
        long until = System.currentTimeMillis() + LONGEST_MILLIS;
        answers.lend(target, answer(until));
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setDefaultHost(isAny(host) ? "127.0.0.1" : host)
                        .setDefaultPort(port)
                        .setConnectTimeout(CONNECT_MILLIS),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        List<Future<Void>> loops = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Promise<Void> asked = Promise.promise();
            ask(client, target, REQUESTS / CONNECTIONS, until, asked);
            loops.add(asked.future());
        }
        Promise<Void> over = Promise.promise();
        long timer = vertx.setTimer(LONGEST_MILLIS, late -> over.tryComplete());
        Future.join(loops).onComplete(done -> over.tryComplete());
        return over.future().onComplete(done -> {
            vertx.cancelTimer(timer);
            answers.takeBack(target);
            // what still hangs fails with this, and nobody waits for it
            var unused = client.close();
        });
    }

    /** Asks again from the answer before; a chain of thousands of futures would overflow the stack when it ends. */
    private static void ask(HttpClient client, String target, int left, long until, Promise<Void> asked) {
        if (left == 0 || System.currentTimeMillis() >= until) {
            asked.complete();
            return;
        }
        Future.succeededFuture()
                // a client that was closed meanwhile throws
                .compose(ready -> client.request(HttpMethod.GET, target))
                .compose(request -> request.send())
                .compose(HttpClientResponse::end)
                .onSuccess(answered -> ask(client, target, left - 1, until, asked))
                .onFailure(asked::tryFail);
    }

    private ReadyAnswer answer(long until) {
        CachedPicture picture =
                new CachedPicture(KEY, "image/jpeg", "\"warm-up\"", 0, 0, "", "", 1, 1, Bytes.copyOf(new byte[8192]));
        return new ReadyAnswer(
                new Answer.Picture(
                        new Delivered(picture, Outcome.MEMORY, until - LONGEST_MILLIS, until),
                        null,
                        false,
                        List.of(),
                        null,
                        Keeping.BY_OPTIONS),
                headers,
                until - LONGEST_MILLIS);
    }

    private static boolean isAny(String host) {
        return host.equals("0.0.0.0") || host.equals("::");
    }
}
