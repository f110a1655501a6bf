package io.posterframe.origin;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An origin on 127.0.0.1 that holds one media file at every path, and can misbehave. */
public final class OriginStub implements AutoCloseable {
    public enum Fault {
        NONE,
        HANG,
        HANG_IN_BODY,
        DRIP,
        WRONG_RANGE,
        TRUNCATED,
        ENDLESS
    }

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    public volatile byte[] media = random(300_000);
    public volatile @Nullable String etag = "\"v1\"";
    public volatile @Nullable String lastModified = "Sun, 06 Nov 1994 08:49:37 GMT";
    public volatile boolean ranges = true;
    public volatile boolean announcesLength = true;
    public volatile boolean closesBehindAnswers;
    public volatile Fault fault = Fault.NONE;
    /** How many requests the fault or the status hits; less than 0 = all. */
    public final AtomicInteger faulty = new AtomicInteger(-1);

    public volatile int status;
    public volatile @Nullable String encoding;
    public volatile @Nullable String redirect;
    public volatile String redirectFrom = "";
    public volatile String gone = "none";
    public volatile boolean halfOfWhole;

    /** "path range if-range", one a request. */
    public final List<String> requests = new CopyOnWriteArrayList<>();

    public final List<String> hosts = new CopyOnWriteArrayList<>();

    /** The traceparent of each request, null where there was none; and what it said its id was. */
    public final List<@Nullable String> traceParents = new CopyOnWriteArrayList<>();

    public final List<@Nullable String> requestIds = new CopyOnWriteArrayList<>();
    public final List<String> serverNames = new CopyOnWriteArrayList<>();
    public final AtomicInteger connections = new AtomicInteger();
    public final AtomicInteger closed = new AtomicInteger();
    private final HttpServer server;
    private final Vertx vertx;

    public OriginStub(Vertx vertx, HttpServerOptions options) throws Exception {
        this.vertx = vertx;
        server = vertx.createHttpServer(options)
                .connectionHandler(connection -> {
                    connections.incrementAndGet();
                    connection.closeHandler(end -> closed.incrementAndGet());
                })
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await(5, TimeUnit.SECONDS);
    }

    public static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    public int port() {
        return server.actualPort();
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.exceptionHandler(gone -> {});
        String range = request.getHeader("Range");
        requests.add(request.path() + " " + range + " " + request.getHeader("If-Range"));
        serverNames.add(String.valueOf(request.connection().indicatedServerName()));
        traceParents.add(request.getHeader("traceparent"));
        requestIds.add(request.getHeader("X-Request-Id"));
        hosts.add(String.valueOf(request.getHeader("Host")));
        if (redirect != null && request.path().startsWith(redirectFrom)) {
            response.setStatusCode(302).putHeader("Location", redirect).end();
            return;
        }
        if (request.path().equals(gone)) {
            response.setStatusCode(403).end("expired");
            return;
        }
        boolean now = faulty.get() < 0 || faulty.getAndDecrement() > 0;
        Fault hit = now ? fault : Fault.NONE;
        if (now && status != 0) {
            response.setStatusCode(status).end("no");
            return;
        }
        if (hit == Fault.HANG) {
            return;
        }
        if (etag != null) {
            response.putHeader("ETag", etag);
        }
        if (lastModified != null) {
            response.putHeader("Last-Modified", lastModified);
        }
        if (encoding != null) {
            response.putHeader("Content-Encoding", encoding);
        }
        if (etag != null && etag.equals(request.getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        String ifRange = request.getHeader("If-Range");
        boolean part =
                ranges && range != null && (ifRange == null || ifRange.equals(etag) || ifRange.equals(lastModified));
        if (part) {
            sendPart(response, range, hit);
        } else if (halfOfWhole) {
            response.putHeader("Content-Length", String.valueOf(media.length));
            response.write(Buffer.buffer(media).slice(0, media.length / 2)).onComplete(sent -> response.reset());
        } else if (announcesLength) {
            response.end(Buffer.buffer(media)).onSuccess(sent -> {
                if (closesBehindAnswers) {
                    request.connection().close();
                }
            });
        } else {
            response.setChunked(true).end(Buffer.buffer(media));
        }
    }

    private void sendPart(HttpServerResponse response, String range, Fault hit) {
        Matcher numbers = RANGE.matcher(range);
        if (!numbers.matches() || media.length == 0) {
            response.setStatusCode(416)
                    .putHeader("Content-Range", "bytes */" + media.length)
                    .end();
            return;
        }
        int first = Integer.parseInt(numbers.group(1));
        int last = Math.min(Integer.parseInt(numbers.group(2)), media.length - 1);
        Buffer bytes = Buffer.buffer(Arrays.copyOfRange(media, first, last + 1));
        int shift = hit == Fault.WRONG_RANGE ? 1 : 0;
        response.setStatusCode(206)
                .putHeader("Content-Range", "bytes " + (first + shift) + "-" + (last + shift) + "/" + media.length);
        switch (hit) {
            case TRUNCATED -> {
                response.putHeader("Content-Length", String.valueOf(bytes.length()));
                response.write(bytes.slice(0, bytes.length() / 2)).onComplete(sent -> response.reset());
            }
            case HANG_IN_BODY -> {
                response.putHeader("Content-Length", String.valueOf(bytes.length()));
                response.write(bytes.slice(0, bytes.length() / 2));
            }
            case DRIP -> {
                response.putHeader("Content-Length", String.valueOf(bytes.length()));
                AtomicInteger at = new AtomicInteger();
                long timer = vertx.setPeriodic(5, tick -> {
                    int from = at.getAndIncrement();
                    if (from < bytes.length() && !response.closed()) {
                        response.write(bytes.slice(from, from + 1));
                    }
                });
                response.closeHandler(gone -> vertx.cancelTimer(timer));
            }
            case ENDLESS -> {
                response.setChunked(true);
                sendEndlessly(response, bytes);
            }
            default -> response.end(bytes);
        }
    }

    private void sendEndlessly(HttpServerResponse response, Buffer bytes) {
        if (!response.closed()) {
            response.write(bytes).onSuccess(sent -> vertx.runOnContext(again -> sendEndlessly(response, bytes)));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
