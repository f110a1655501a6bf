package io.posterframe.http;

import io.posterframe.trail.RequestId;
import io.posterframe.trail.Trail;
import io.posterframe.trail.Trails;
import io.posterframe.trail.Trails.Incoming;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request its id, and follows it to its end where there is an access log or it is traced. Answers that are ready
 * are followed only when there is a log or a trace. On the request's event loop.
 */
final class Watch {
    private static final String WATCHED = "watched";

    private final AccessLog log;
    private final Trails trails;
    private final boolean on;

    Watch(AccessLog log, Trails trails) {
        this.log = log;
        this.trails = trails;
        this.on = log.isOn() || trails.isOn();
    }

    /** Whether {@link #hit} does anything. */
    boolean isOn() {
        return on;
    }

    /** A request that is answered at once. Takes its response's end and close handlers. */
    void hit(HttpServerRequest request) {
        if (!log.isOn() && !request.headers().contains(Fields.TRACE_PARENT)) {
            return;
        }
        Trail trail = trails.follow(incoming(request));
        if (log.isOn() || trail.isTraced()) {
            follow(request, new Watched(request, trail, log));
        }
    }

    /** A request that the router can't take. Takes its response's handlers. */
    void odd(HttpServerRequest request) {
        Watched watched = new Watched(request, trails.begin(incoming(request)), log);
        watched.nameErrors();
        follow(request, watched);
    }

    private static void follow(HttpServerRequest request, Watched watched) {
        request.response().endHandler(ended -> watched.end(null, false)).closeHandler(closed -> watched.closed());
    }

    /**
     * A request on its way to its route. Who sets the response's close handler calls {@link Watched#closed} from it, as
     * that takes the place of the router's own.
     */
    void route(RoutingContext routing) {
        Incoming incoming = incoming(routing.request());
        Trail trail = isOfOperations(routing.request()) ? trails.follow(incoming) : trails.begin(incoming);
        Watched watched = new Watched(routing.request(), trail, log);
        watched.nameErrors();
        routing.put(WATCHED, watched);
        if (log.isOn() || trail.isTraced()) {
            // the router's, as it sets the response's when anybody asks for its own
            routing.addEndHandler(ended -> {
                if (ended.succeeded()) {
                    watched.end(template(routing), false);
                } else {
                    watched.closed();
                }
            });
        }
        routing.next();
    }

    /** Who looks at the server every second is not to fill the collector. */
    private static boolean isOfOperations(HttpServerRequest request) {
        String path = request.path();
        return path != null && (path.startsWith("/health") || path.equals("/metrics"));
    }

    /** Null where the request does not come by {@link #route}. */
    static @Nullable Watched of(RoutingContext routing) {
        return routing.get(WATCHED);
    }

    static Trail trail(RoutingContext routing) {
        Watched watched = of(routing);
        return watched == null ? Trail.NONE : watched.trail();
    }

    private static @Nullable String template(RoutingContext routing) {
        Route route = routing.currentRoute();
        return route == null ? null : route.getName();
    }

    private Incoming incoming(HttpServerRequest request) {
        MultiMap headers = request.headers();
        String id = RequestId.sane(headers.get(Fields.REQUEST_ID));
        return trails.isOn()
                ? new Incoming(id, only(headers.getAll(Fields.TRACE_PARENT)), headers.get(Fields.TRACE_STATE))
                : new Incoming(id, null, null);
    }

    /** Of several nobody knows which is meant. */
    private static @Nullable String only(List<String> values) {
        return values.size() == 1 ? values.get(0) : null;
    }
}
