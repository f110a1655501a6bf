package io.posterframe.http;

import io.posterframe.picture.Engine;
import io.posterframe.trail.Note;
import io.posterframe.trail.Trail;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to its end, where its line of the access log and its trace end too. On the request's event loop.
 *
 * <p>An answer of 400 or more carries the request's id, so that who sees it can say which one it was. Others don't: caches
 * would give the id of one request to all.
 */
final class Watched {
    private static final int ERROR = 400;
    private static final int FAULT = 500;

    /** Any other name of a method would come from outside, and not from a small set. */
    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS,
            PurgeMethod.PURGE);

    private final HttpServerRequest request;
    private final Trail trail;
    private final AccessLog log;
    private final long begun = System.nanoTime();
    private boolean ended;
    private @Nullable Engine engine;

    Watched(HttpServerRequest request, Trail trail, AccessLog log) {
        this.request = request;
        this.trail = trail;
        this.log = log;
    }

    Trail trail() {
        return trail;
    }

    /** Has an error carry the request's id. Takes the response's handler for the end of its headers. */
    void nameErrors() {
        HttpServerResponse response = request.response();
        response.headersEndHandler(written -> {
            if (response.getStatusCode() >= ERROR) {
                response.putHeader(Fields.REQUEST_ID, trail.requestId());
            }
        });
    }

    /** What decoded the video for this request. */
    void decodedBy(@Nullable Engine decoder) {
        engine = decoder;
    }

    /** The connection or the stream is gone; without effect after the answer's end. */
    void closed() {
        end(null, true);
    }

    /**
     * @param route     the route's template; null where there is none
     * @param abandoned whether the client has left or the answer broke off
     */
    void end(@Nullable String route, boolean abandoned) {
        if (ended) {
            return;
        }
        ended = true;
        HttpServerResponse response = request.response();
        String cache = AccessLog.cacheResult(response.headers().get(Fields.CACHE_STATUS));
        if (log.isOn()) {
            log.write(request, trail, begun, cache, engine, abandoned);
        }
        if (trail.isTraced()) {
            note(route, cache, abandoned);
        }
        trail.end();
    }

    private void note(@Nullable String route, @Nullable String cache, boolean abandoned) {
        HttpServerResponse response = request.response();
        String method = METHODS.contains(request.method()) ? request.method().name() : "_OTHER";
        trail.rename(route == null ? method : method + " " + route);
        trail.note(Note.METHOD, method);
        trail.note(Note.ROUTE, route);
        String target = String.valueOf(AccessLog.withoutSecrets(request.uri()));
        int question = target.indexOf('?');
        trail.note(Note.PATH, question < 0 ? target : target.substring(0, question));
        trail.note(Note.QUERY, question < 0 ? null : target.substring(question + 1));
        trail.note(Note.PROTOCOL, request.version().alpnName().replaceFirst(".*/", ""));
        trail.note(
                Note.CLIENT,
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress());
        trail.note(Note.AGENT, request.getHeader("user-agent"));
        trail.note(Note.REQUEST_ID, trail.requestId());
        trail.note(Note.CACHE, cache);
        trail.note(Note.ENGINE, engine == null ? null : engine.name().toLowerCase(Locale.ROOT));
        if (!abandoned || response.headWritten()) {
            trail.note(Note.STATUS, response.getStatusCode());
        }
        if (abandoned) {
            trail.failed("abandoned");
        } else if (response.getStatusCode() >= FAULT) {
            trail.failed(Integer.toString(response.getStatusCode()));
        }
    }
}
