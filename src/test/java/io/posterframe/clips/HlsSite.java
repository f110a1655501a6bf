package io.posterframe.clips;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A web server on 127.0.0.1 that holds streams in memory, counts what is asked of it, and can misbehave. */
public final class HlsSite implements AutoCloseable {
    public enum Kind {
        PLAYLIST,
        INIT,
        KEY,
        SEGMENT;

        static Kind of(String path) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            return name.endsWith(".m3u8")
                    ? PLAYLIST
                    : name.endsWith(".key") ? KEY : name.startsWith("init") ? INIT : SEGMENT;
        }
    }

    public enum Fault {
        /** Never answers. */
        HANG,
        /** Sends half and then nothing more. */
        HANG_IN_BODY,
        /** Sends half and closes the connection. */
        CUT_OFF,
        /** Answers with other bytes than were asked for, and says so. */
        WRONG_RANGE,
        /** Knows no ranges. */
        NO_RANGES,
        /** Sends a twentieth each 5 ms. */
        SLOW
    }

    /** @param range as asked for; @param bytes how many were answered */
    public record Request(Kind kind, String path, @Nullable String range, int bytes) {}

    private record Held(byte[] bytes, String etag) {
        static Held of(byte[] bytes) {
            return new Held(bytes, "\"" + Integer.toHexString(Arrays.hashCode(bytes)) + "\"");
        }
    }

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final int SLOW_PARTS = 20;
    private static final int SLOW_MILLIS = 5;

    private final Vertx vertx;
    private final HttpServer server;
    private final Map<String, Held> files = new ConcurrentHashMap<>();
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private final Set<Long> timers = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    public HlsSite(Vertx vertx) throws Exception {
        this.vertx = vertx;
        server = vertx.createHttpServer(new HttpServerOptions())
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await(5, TimeUnit.SECONDS);
    }

    public int port() {
        return server.actualPort();
    }

    /** The URL of a path, which begins with a slash. */
    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** Holds files below a path, which begins with a slash and ends without one. */
    public void put(String base, Map<String, byte[]> below) {
        below.forEach((path, bytes) -> files.put(base + "/" + path, Held.of(bytes)));
    }

    public void put(String path, String text) {
        files.put(path, Held.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    public void remove(String path) {
        files.remove(path);
    }

    /** Holds a stream below a path as a live one, of which {@code count} segments are told at a time, from the first. */
    public LiveWindow live(String base, HlsStream stream, int count) {
        return new LiveWindow(this, base, stream, count);
    }

    /** All files with this path or below it fail so until {@link #mend}. */
    public void fail(String path, Fault fault) {
        faults.put(path, fault);
    }

    /** As {@link #fail(String, Fault)}, with a status and a short text. */
    public void fail(String path, int status) {
        statuses.put(path, status);
    }

    /** Redirects all files with this path or below it to where it is replaced by {@code to}, a path or URL. */
    public void redirect(String path, String to) {
        redirects.put(path, to);
    }

    /** All faults and redirects are gone. */
    public void mend() {
        faults.clear();
        statuses.clear();
        redirects.clear();
    }

    /** What was asked for since {@link #forget}, in order; those that hang, and statuses, with 0 bytes. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The paths asked for since {@link #forget}, in order. */
    public List<String> paths(Kind kind) {
        return of(kind).map(Request::path).toList();
    }

    public int count(Kind kind) {
        return (int) of(kind).count();
    }

    public long bytes(Kind kind) {
        return of(kind).mapToLong(Request::bytes).sum();
    }

    public void forget() {
        requests.clear();
    }

    @Override
    public void close() {
        timers.forEach(vertx::cancelTimer);
        server.close();
    }

    private Stream<Request> of(Kind kind) {
        return requests.stream().filter(r -> r.kind() == kind);
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.exceptionHandler(gone -> {});
        String path = request.path();
        String range = request.getHeader("Range");
        String redirect = of(redirects, path);
        Integer status = of(statuses, path);
        Fault fault = of(faults, path);
        Held held = files.get(path);
        if (redirect != null) {
            note(path, range, 0);
            String from = redirects.keySet().stream()
                    .filter(p -> below(path, p))
                    .findFirst()
                    .orElseThrow();
            response.setStatusCode(302)
                    .putHeader("Location", redirect + path.substring(from.length()))
                    .end();
        } else if (fault == Fault.HANG) {
            note(path, range, 0);
        } else if (status != null || held == null) {
            note(path, range, 0);
            response.setStatusCode(status == null ? 404 : status).end("no");
        } else {
            serve(response, path, range, held, fault);
        }
    }

    private void serve(
            HttpServerResponse response, String path, @Nullable String range, Held held, @Nullable Fault fault) {
        byte[] bytes = held.bytes();
        response.putHeader("ETag", held.etag());
        Matcher numbers = RANGE.matcher(range == null ? "" : range);
        byte[] body = bytes;
        if (numbers.matches() && fault != Fault.NO_RANGES) {
            int first = Integer.parseInt(numbers.group(1));
            int last = numbers.group(2).isEmpty() ? bytes.length - 1 : Integer.parseInt(numbers.group(2));
            last = Math.min(last, bytes.length - 1);
            if (first > last) {
                note(path, range, 0);
                response.setStatusCode(416)
                        .putHeader("Content-Range", "bytes */" + bytes.length)
                        .end();
                return;
            }
            int shift = fault == Fault.WRONG_RANGE ? 1 : 0;
            body = Arrays.copyOfRange(bytes, first, last + 1);
            response.setStatusCode(206)
                    .putHeader(
                            "Content-Range",
                            "bytes " + (first + shift) + "-" + (last + shift) + "/" + (bytes.length + shift));
        }
        response.putHeader("Content-Length", String.valueOf(body.length));
        boolean half = fault == Fault.CUT_OFF || fault == Fault.HANG_IN_BODY;
        note(path, range, half ? body.length / 2 : body.length);
        Buffer whole = Buffer.buffer(body);
        if (half) {
            response.write(whole.slice(0, body.length / 2)).onComplete(sent -> {
                if (fault == Fault.CUT_OFF) {
                    response.reset();
                }
            });
        } else if (fault == Fault.SLOW) {
            drip(response, whole, 0);
        } else {
            response.end(whole);
        }
    }

    private void drip(HttpServerResponse response, Buffer whole, int part) {
        if (part == SLOW_PARTS) {
            response.end();
            return;
        }
        int from = (int) ((long) whole.length() * part / SLOW_PARTS);
        int to = (int) ((long) whole.length() * (part + 1) / SLOW_PARTS);
        response.write(whole.slice(from, to));
        timers.add(vertx.setTimer(SLOW_MILLIS, timer -> {
            timers.remove(timer);
            if (!response.closed()) {
                drip(response, whole, part + 1);
            }
        }));
    }

    private void note(String path, @Nullable String range, int bytes) {
        requests.add(new Request(Kind.of(path), path, range, bytes));
    }

    private static <T> @Nullable T of(Map<String, T> byPath, String path) {
        return byPath.entrySet().stream()
                .filter(e -> below(path, e.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static boolean below(String path, String base) {
        return path.equals(base) || path.startsWith(base + "/");
    }
}
