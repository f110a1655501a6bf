package io.posterframe.http;

import io.posterframe.picture.Engine;
import io.posterframe.trail.Trail;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * One JSON object a request, whatever became of it, on the logger {@code access}; nothing at all when it is off. On the
 * request's event loop.
 */
final class AccessLog {
    /**
     * What gives a right to whoever has it: a session, a URL's signature, an upload token. Letters may be percent-encoded,
     * and what PHP reads as the same name counts too.
     */
    private static final String SECRET = Stream.of("ks", "signature", "upload_token_id")
            .map(AccessLog::spellings)
            .collect(Collectors.joining("|", "(?:", ")"));

    private static final Pattern IN_PATH = Pattern.compile("(?i)(/" + SECRET + "/+)[^/?]+");

    private static final Pattern IN_QUERY =
            Pattern.compile("(?i)([?&](?:\\+|%20)*" + SECRET + "(?:(?:\\[|%5b)[^=&]*)?=)[^&]+");

    /** Whoever knows a frame extraction's id, which is its job's too, may see its images. */
    private static final Pattern JOB_IN_PATH = Pattern.compile(
            "(?i)(/" + spellings("frames") + "/+|/" + spellings("jobs") + "/+)(?:[0-9a-f-]|%[2346][0-9a-f]){36}[^/?]*");

    private static final String PHOTO_API = "/api/photo/";

    /** In a call of the 23 Video API most is a token or may be one; what is none is known by name. */
    private static final Pattern IN_CALL =
            Pattern.compile("([?&](?!(?:photo_id|time|size|format|filename)=)[^=&]*=)[^&]+");

    private final boolean on;
    private final Consumer<String> lines;

    /** A pattern of all ways to write a name of letters and underscores. */
    private static String spellings(String name) {
        return name.chars()
                .mapToObj(c ->
                        c == '_' ? "(?:_|%5f|\\.|%2e|\\+|%20)" : "(?:" + (char) c + "|%" + Integer.toHexString(c) + ")")
                .collect(Collectors.joining());
    }

    AccessLog(boolean on) {
        this(on, LoggerFactory.getLogger("access")::info);
    }

    AccessLog(boolean on, Consumer<String> lines) {
        this.on = on;
        this.lines = lines;
    }

    boolean isOn() {
        return on;
    }

    /**
     * Writes a request's line.
     *
     * @param begun     when the request came, by {@link System#nanoTime}
     * @param cache     see {@link #cacheResult}
     * @param engine    what decoded the video for it; null where nothing did
     * @param abandoned whether the client left before the end, or the answer broke off
     */
    void write(
            HttpServerRequest request,
            Trail trail,
            long begun,
            @Nullable String cache,
            @Nullable Engine engine,
            boolean abandoned) {
        lines.accept(text(request, trail, begun, cache, engine, abandoned));
    }

    private static String text(
            HttpServerRequest request,
            Trail trail,
            long begun,
            @Nullable String cache,
            @Nullable Engine engine,
            boolean abandoned) {
        HttpServerResponse response = request.response();
        SocketAddress remote = request.remoteAddress();
        boolean answered = !abandoned || response.headWritten();
        JsonObject line = new JsonObject()
                .put("time", Instant.now().toString())
                .put("remote", remote == null ? null : remote.hostAddress())
                .put("method", request.method().name())
                .put("target", withoutSecrets(request.uri()))
                .put("protocol", request.version().alpnName())
                .put("status", answered ? response.getStatusCode() : null)
                .put("bytes", response.bytesWritten())
                .put("cache", cache)
                .put("millis", TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun) / 1000.0)
                .put("agent", request.getHeader("user-agent"))
                .put("request_id", trail.requestId());
        if (trail.isTraced()) {
            line.put("trace_id", trail.traceId());
        }
        if (engine != null) {
            line.put("engine", engine.name().toLowerCase(Locale.ROOT));
        }
        return (abandoned ? line.put("abandoned", true) : line).encode();
    }

    static @Nullable String withoutSecrets(@Nullable String target) {
        if (target == null) {
            return null;
        }
        String path =
                JOB_IN_PATH.matcher(IN_PATH.matcher(target).replaceAll("$1***")).replaceAll("$1***");
        Pattern secret = target.startsWith(PHOTO_API) ? IN_CALL : IN_QUERY;
        return secret.matcher(path).replaceAll("$1***");
    }

    /** The detail of our Cache-Status, or miss or joined; null where no picture was asked for. */
    static @Nullable String cacheResult(@Nullable String status) {
        if (status == null) {
            return null;
        }
        int detail = status.indexOf("detail=");
        return detail >= 0
                ? status.substring(detail + "detail=".length())
                : status.endsWith("collapsed") ? "joined" : "miss";
    }
}
