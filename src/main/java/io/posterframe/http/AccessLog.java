package io.posterframe.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One JSON object a request, on the logger {@code access}; nothing at all when it is off. */
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("access");

    private final boolean on;

    AccessLog(boolean on) {
        this.on = on;
    }

    /**
     * Notes a request whose answer has been written.
     *
     * @param cache where the answer came from
     * @param begun System.nanoTime() of the request's arrival
     */
    void answered(HttpServerRequest request, String cache, long begun) {
        if (!on) {
            return;
        }
        HttpServerResponse response = request.response();
        SocketAddress remote = request.remoteAddress();
        LOG.info(new JsonObject()
                .put("time", Instant.now().toString())
                .put("remote", remote == null ? null : remote.hostAddress())
                .put("method", request.method().name())
                .put("target", request.uri())
                .put("protocol", request.version().alpnName())
                .put("status", response.getStatusCode())
                .put("bytes", response.bytesWritten())
                .put("cache", cache.toLowerCase(Locale.ROOT))
                .put("millis", TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun) / 1000.0)
                .put("agent", request.getHeader("user-agent"))
                .encode());
    }
}
