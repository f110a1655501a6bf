package io.posterframe.http;

import io.posterframe.access.Api;
import io.posterframe.admin.AdminApi;
import io.posterframe.dialect.photoframe.ApiMethod;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** The whole route table of one event loop. */
final class Routes {
    static final String NOTHING_HERE =
            "there is nothing here; pictures are at /p/{partner}/thumbnail/entry_id/{entry_id}";

    private final Vertx vertx;
    private final ServerConfig config;
    private final Services services;
    private final Health health;
    private final Watch watch;
    private final Responder responder;
    private final AnswerWriter writer;
    private final HttpMetrics metrics;

    Routes(
            Vertx vertx,
            ServerConfig config,
            Services services,
            Health health,
            Watch watch,
            Responder responder,
            AnswerWriter writer,
            HttpMetrics metrics) {
        this.vertx = vertx;
        this.config = config;
        this.services = services;
        this.health = health;
        this.watch = watch;
        this.responder = responder;
        this.writer = writer;
        this.metrics = metrics;
    }

    Router router() {
        Router router = Router.router(vertx);
        Callers callers = new Callers(services.proxies());
        router.route().handler(watch::route);
        operations(router);
        router.route(HttpMethod.POST, "/p/*").handler(BodyHandler.create(false).setBodyLimit(config.maxFormBytes()));
        // a token is tried here as it is at the admin API
        router.route(PurgeMethod.PURGE, "/p/*").handler(new RequestLimit(services.limits(), Api.ADMIN, callers));
        router.route("/p/*")
                .setName(PictureRoute.TEMPLATE)
                .handler(
                        new PictureRoute(services.thumbnails(), services.purge(), responder, callers, writer, metrics));
        PhotoRoute.add(router, services.photo(), responder, callers, writer, metrics, config.maxFormBytes());
        router.route(ApiMethod.REDEEM_UPLOAD_TOKEN.path())
                .handler(new RequestLimit(services.limits(), Api.UPLOAD, callers))
                .handler(new PhotoUploadRoute(services.photo().redemption(), services.uploads(), writer));
        if (services.capture().isOn()) {
            new CaptureRoute(services.capture(), responder, callers, writer, metrics).mount(router);
        }
        if (services.frames().isOn()) {
            new FramesRoute(services.frames(), services.uploads(), responder, callers, metrics).mount(router);
        }
        if (services.tasks().isOn()) {
            new TasksRoute(services.tasks(), services.uploads(), responder, callers, metrics).mount(router);
        }
        uploads(router, callers);
        router.route(AdminApi.ROOT + "/*").handler(new RequestLimit(services.limits(), Api.ADMIN, callers));
        services.admin().mount(router);
        router.route().handler(routing -> writer.plain(routing.request(), 404, NOTHING_HERE));
        explain(router, 413, "the body is larger than " + config.maxFormBytes() + " bytes");
        explain(
                router,
                400,
                "this is not a valid request; a form may have at most " + EdgeServer.MAX_FORM_FIELDS + " fields");
        router.route().failureHandler(Routes::passOnUnlessTheClientLeft);
        return router;
    }

    private void operations(Router router) {
        router.get("/health").handler(health::report);
        router.get("/health/live").handler(health::live);
        router.get("/health/ready").handler(health::ready);
        router.get("/metrics").handler(this::metricsPage);
    }

    private void uploads(Router router, Callers callers) {
        router.route("/uploads*").handler(new RequestLimit(services.limits(), Api.UPLOAD, callers));
        router.route("/uploads").handler(new UploadRoute(vertx, services.uploads()));
        router.route("/uploads/tokens").handler(new UploadTokenRoute(services.uploads()));
    }

    /** A client that leaves in the middle of its body is not worth a stack trace in the log. */
    private static void passOnUnlessTheClientLeft(RoutingContext routing) {
        Throwable failure = routing.failure();
        if (!(failure instanceof HttpClosedException || failure instanceof StreamResetException)) {
            routing.next();
        }
    }

    /** A body can fail more than once; the first word is the one that counts. */
    private void explain(Router router, int status, String line) {
        router.errorHandler(status, routing -> {
            if (routing.response().headWritten()) {
                return;
            }
            if (services.frames().isOn() && FramesRoute.isMeantBy(routing.request())) {
                FramesRoute.explain(routing, status);
            } else if (services.tasks().isOn() && TasksRoute.isMeantBy(routing.request())) {
                TasksRoute.explain(routing, status);
            } else {
                writer.plain(routing.request(), status, line);
            }
        });
    }

    private void metricsPage(RoutingContext routing) {
        vertx.executeBlocking(services.metricsPage()::get, false)
                .onSuccess(page -> routing.response()
                        .putHeader(Fields.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                        .end(page))
                .onFailure(routing::fail);
    }
}
