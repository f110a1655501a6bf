package io.posterframe.job;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A program on this machine that is told of things, and can misbehave. Each path is a receiver of its own. */
public final class Receiver implements AutoCloseable {
    /** Answers nothing. */
    public static final int HANG = 0;

    /** Answers that it has taken it, and never ends its answer. */
    public static final int HANG_IN_BODY = 1;

    /** What came, whatever was answered. */
    public final List<Told> told = new CopyOnWriteArrayList<>();

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final String host;
    private final HttpServer server;

    /** @param headers by names in any case */
    public record Told(String path, Map<String, String> headers, byte[] body) {
        public @Nullable String header(String name) {
            return headers.get(name);
        }
    }

    private record Answer(int status, AtomicInteger times, String location) {}

    public Receiver(Vertx vertx) {
        this(vertx, "127.0.0.1");
    }

    /** @param host an address of this machine */
    public Receiver(Vertx vertx, String host) {
        this.host = host;
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0, host)
                .await();
    }

    public URI url(String path) {
        return URI.create("http://" + host + ":" + server.actualPort() + path);
    }

    /** What is answered so many times; 200 afterwards and elsewhere. */
    public void answer(String path, int status, int times) {
        answers.put(path, new Answer(status, new AtomicInteger(times), ""));
    }

    public void redirect(String path, int status, String location) {
        answers.put(path, new Answer(status, new AtomicInteger(Integer.MAX_VALUE), location));
    }

    /** What came at a path. */
    public List<Told> at(String path) {
        return told.stream().filter(one -> one.path().equals(path)).toList();
    }

    private void answer(HttpServerRequest request, Buffer body) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers().forEach(headers::put);
        told.add(new Told(request.path(), headers, body.getBytes()));
        HttpServerResponse response = request.response();
        Answer answer = answers.get(request.path());
        if (answer == null || answer.times.getAndDecrement() <= 0) {
            response.end("thank you");
        } else if (answer.status == HANG_IN_BODY) {
            response.setChunked(true).write("thank");
        } else if (answer.status != HANG) {
            if (!answer.location.isEmpty()) {
                response.putHeader("location", answer.location);
            }
            response.setStatusCode(answer.status).end();
        }
    }

    @Override
    public void close() {
        server.close().await();
    }
}
