package io.posterframe.hls;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server on 127.0.0.1 with files by path and query, that can misbehave a path. */
final class StreamServer implements AutoCloseable {
    enum Fault {
        HANG,
        CUT_OFF,
        NO_RANGES,
        NO_LENGTH,
        ENDLESS
    }

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final Map<String, String> redirects = new ConcurrentHashMap<>();
    final Map<String, Fault> faults = new ConcurrentHashMap<>();
    /** Paths with queries, one a request. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** The paths of those that did not belong to a trace. */
    final List<String> untraced = new CopyOnWriteArrayList<>();

    final AtomicLong sentBytes = new AtomicLong();
    private final HttpServer server;

    StreamServer(Vertx vertx) throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await(5, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    void put(String path, String text) {
        files.put(path, text.getBytes());
    }

    long requests(String path) {
        return requests.stream().filter(path::equals).count();
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.exceptionHandler(gone -> {});
        requests.add(request.uri());
        if (request.getHeader("traceparent") == null) {
            untraced.add(request.uri());
        }
        String redirect = redirects.get(request.uri());
        if (redirect != null) {
            response.setStatusCode(302).putHeader("Location", redirect).end();
            return;
        }
        byte[] file = files.get(request.uri());
        if (file == null) {
            response.setStatusCode(404).end("no");
            return;
        }
        Fault fault = faults.get(request.uri());
        if (fault == Fault.HANG) {
            return;
        }
        String etag = "\"" + Arrays.hashCode(file) + "\"";
        response.putHeader("ETag", etag);
        if (etag.equals(request.getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        Matcher range = RANGE.matcher(String.valueOf(request.getHeader("Range")));
        if (fault == Fault.CUT_OFF) {
            response.putHeader("Content-Length", String.valueOf(file.length));
            response.write(Buffer.buffer(file).slice(0, file.length / 2)).onComplete(sent -> response.reset());
        } else if (fault == Fault.ENDLESS) {
            response.setChunked(true);
            sendEndlessly(response, Buffer.buffer(file));
        } else if (fault == Fault.NO_LENGTH) {
            response.setChunked(true).end(Buffer.buffer(file));
        } else if (range.matches() && fault != Fault.NO_RANGES) {
            int first = Integer.parseInt(range.group(1));
            int last = Math.min(Integer.parseInt(range.group(2)), file.length - 1);
            sentBytes.addAndGet(last + 1 - first);
            response.setStatusCode(206)
                    .putHeader("Content-Range", "bytes " + first + "-" + last + "/" + file.length)
                    .end(Buffer.buffer(Arrays.copyOfRange(file, first, last + 1)));
        } else {
            sentBytes.addAndGet(file.length);
            response.end(Buffer.buffer(file));
        }
    }

    private void sendEndlessly(HttpServerResponse response, Buffer bytes) {
        if (!response.closed()) {
            response.write(bytes).onSuccess(sent -> sendEndlessly(response, bytes));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
