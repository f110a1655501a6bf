package io.posterframe.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.posterframe.cache.Bytes;
import io.posterframe.cache.CachedPicture;
import io.posterframe.delivery.Delivered;
import io.posterframe.delivery.Outcome;
import io.posterframe.dialect.Answer;
import io.posterframe.dialect.Keeping;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A large picture for which there is no room on the way out. */
class AnswerWriterTest {
    private static final int LENGTH = 300_000;

    private final Vertx vertx = Vertx.vertx();
    private final PendingBytes pending = new PendingBytes(LENGTH);
    private final AtomicReference<HttpMetrics.Result> result = new AtomicReference<>();
    private int port;

    @BeforeEach
    void start() throws Exception {
        AnswerWriter writer = new AnswerWriter(HeaderConfig.DEFAULTS, new SecondClock(vertx), pending);
        ReadyAnswer answer = answer();
        port = vertx.createHttpServer()
                .requestHandler(request ->
                        result.set(writer.write(request, answer, Outcome.MEMORY).result()))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .actualPort();
        pending.take(LENGTH);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static ReadyAnswer answer() {
        CachedPicture picture =
                new CachedPicture("key", "image/png", "\"tag\"", 0, 0, "", "", 1, 1, Bytes.copyOf(new byte[LENGTH]));
        Delivered delivered = new Delivered(picture, Outcome.MEMORY, 0, Long.MAX_VALUE);
        return new ReadyAnswer(
                new Answer.Picture(delivered, null, false, List.of(), null, Keeping.BY_OPTIONS),
                HeaderConfig.DEFAULTS,
                0);
    }

    private HttpResponse<byte[]> ask(String method, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request.build(), BodyHandlers.ofByteArray());
    }

    @Test
    void refusesItInFull() throws Exception {
        HttpResponse<byte[]> refused = ask("GET");
        assertEquals(503, refused.statusCode());
        assertEquals(
                "*", refused.headers().firstValue("access-control-allow-origin").orElse(null));
        assertEquals("no-store", refused.headers().firstValue("cache-control").orElse(null));
        assertEquals("5", refused.headers().firstValue("retry-after").orElse(null));
        assertNull(refused.headers().firstValue("etag").orElse(null));
        assertEquals(HttpMetrics.Result.OVERLOADED, result.get());
        assertEquals(503, ask("GET", "Range", "bytes=1-").statusCode());
    }

    @Test
    void answersWhatNeedsNoRoom() throws Exception {
        assertEquals(200, ask("HEAD").statusCode());
        assertEquals(304, ask("GET", "If-None-Match", "\"tag\"").statusCode());
        assertEquals(206, ask("GET", "Range", "bytes=0-99").statusCode());
        assertEquals(416, ask("GET", "Range", "bytes=" + LENGTH + "-").statusCode());
        assertEquals(HttpMetrics.Result.MEMORY, result.get());
    }

    @Test
    void givesTheRoomBack() throws Exception {
        pending.giveBack(LENGTH);
        for (int i = 0; i < 3; i++) {
            assertEquals(LENGTH, ask("GET").body().length);
        }
    }
}
