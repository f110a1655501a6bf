package io.posterframe.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;

/**
 * Ends the connections of a server that is about to stop while they are in use: each answer says that it is the last one on its
 * connection. A connection that is closed without notice may be closed just when its client sends a request, which is lost.
 * Those of HTTP/2 are told in another way ({@link io.posterframe.connection.Connections#sayGoodbye}). On the request's event
 * loop.
 */
final class Farewell {
    private final Health health;
    private final Duration patience;

    /** @param patience how long a connection stays open that has said so */
    Farewell(Health health, Duration patience) {
        this.health = health;
        // none would break off the answer
        this.patience = patience.isZero() ? Duration.ofMillis(1) : patience;
    }

    /** To be called for a request while its answer's head is not written. Without effect unless the server is draining. */
    void say(HttpServerRequest request) {
        if (!health.isDraining()
                || request.version() == HttpVersion.HTTP_2
                || request.response().headWritten()) {
            return;
        }
        request.response().putHeader(Fields.CONNECTION, Fields.CLOSE);
        request.connection().shutdown(patience);
    }
}
