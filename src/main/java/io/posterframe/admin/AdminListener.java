package io.posterframe.admin;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/** A listener that answers the admin API and nothing else. */
public final class AdminListener {
    private static final int MAX_HEADER = 16 << 10;
    private static final int IDLE_SECONDS = 60;

    private final HttpServer server;
    private final AdminConfig config;

    /** @param guard sees each request first */
    public AdminListener(Vertx vertx, AdminConfig config, AdminApi api, Handler<RoutingContext> guard) {
        this.config = config;
        Router router = Router.router(vertx);
        router.route().handler(guard);
        api.mountAlways(router);
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setMaxHeaderSize(MAX_HEADER)
                        .setMaxInitialLineLength(MAX_HEADER)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS))
                .requestHandler(router);
    }

    /** Ends with the port. */
    public Future<Integer> start() {
        return server.listen(config.port(), config.host()).map(HttpServer::actualPort);
    }

    public Future<Void> close() {
        return server.close();
    }
}
