package io.posterframe.http;

import io.posterframe.access.TrustedProxies;
import io.posterframe.admin.AdminApi;
import io.posterframe.cache.PictureCache;
import io.posterframe.dialect.kaltura.Thumbnails;
import io.posterframe.dialect.photoframe.ApiMethod;
import io.posterframe.dialect.photoframe.PhotoApi;
import io.posterframe.picture.Formats;
import io.posterframe.upload.Uploads;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The HTTP server: one instance an event loop, all on one port. The whole route table is here.
 */
public final class EdgeServer {
    static final String NOTHING_HERE =
            "there is nothing here; pictures are at /p/{partner}/thumbnail/entry_id/{entry_id}";

    /** Where a request's line of the access log is, when the log is on. */
    static final String LINE = "line";

    /** Vert.x binds all instances to the same free port when it is asked for this one. */
    private static final int SHARED_FREE_PORT = -1;

    /** The most of a body that comes at once. */
    private static final int BODY_PIECE = 64 << 10;

    private final Vertx vertx;
    private final ServerConfig config;
    private final HeaderConfig headers;
    private final Thumbnails thumbnails;
    private final TrustedProxies proxies;
    private final boolean countMemoryHits;
    private final PhotoApi photo;
    private final Uploads uploads;
    private final Supplier<String> metricsPage;
    private final AdminApi admin;
    private final HttpMetrics metrics;
    private final ReadyAnswers answers;
    private final SecondClock clock;
    private final Health health;
    private final AccessLog log;
    private final PendingBytes pending;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    /**
     * @param proxies     whose word is taken for a client's address
     * @param countMemoryHits whether also what could be answered before anything is parsed has to be counted
     * @param workers     how many workers are ready
     * @param formats     what they can write
     * @param metricsPage the Prometheus page; may take milliseconds
     */
    public EdgeServer(
            Vertx vertx,
            ServerConfig config,
            HeaderConfig headers,
            Thumbnails thumbnails,
            TrustedProxies proxies,
            boolean countMemoryHits,
            PhotoApi photo,
            Uploads uploads,
            PictureCache cache,
            IntSupplier workers,
            Formats formats,
            Supplier<String> metricsPage,
            AdminApi admin,
            HttpMetrics metrics) {
        this.vertx = vertx;
        this.config = config;
        this.headers = headers;
        this.thumbnails = thumbnails;
        this.proxies = proxies;
        this.countMemoryHits = countMemoryHits;
        this.photo = photo;
        this.uploads = uploads;
        this.metricsPage = metricsPage;
        this.admin = admin;
        this.metrics = metrics;
        this.answers = new ReadyAnswers(vertx, cache);
        this.clock = new SecondClock(vertx);
        this.health = new Health(workers, formats);
        this.log = new AccessLog(config.accessLog());
        this.pending = new PendingBytes(config.maxPendingBytes());
    }

    /** How many answers are ready before anything is parsed. */
    public int readyAnswers() {
        return answers.size();
    }

    public boolean isReady() {
        return health.isReady();
    }

    /** Drops the answers that are ready for pictures of these names, and those that are under way. */
    public void forget(Collection<String> tags) {
        answers.forget(tags);
    }

    /** Drops all answers that are ready, and those that are under way. */
    public void forgetAll() {
        answers.forgetAll();
    }

    /** Listens, and warms the hit path behind the first answers. Ends with the port. */
    public Future<Integer> start() {
        DeploymentOptions options = new DeploymentOptions().setInstances(config.eventLoopCount());
        return vertx.deployVerticle(Instance::new, options).map(id -> {
            int port = servers.get(0).actualPort();
            new HitPathWarmUp(vertx, answers, headers).run(config.host(), port).onComplete(done -> health.warm());
            return port;
        });
    }

    /** Turns readiness off, waits for load balancers to notice, then lets what is in flight end. */
    public Future<Void> drain() {
        health.drain();
        return pause(config.drainDelay()).compose(waited -> {
            List<Future<Void>> ends = servers.stream()
                    .map(server -> server.shutdown(config.drainTimeout().toMillis(), TimeUnit.MILLISECONDS))
                    .toList();
            return Future.join(ends).mapEmpty();
        });
    }

    private Future<Void> pause(Duration time) {
        return time.isZero()
                ? Future.succeededFuture()
                : vertx.timer(time.toMillis(), TimeUnit.MILLISECONDS).mapEmpty();
    }

    private Router routes(AnswerWriter writer) {
        Router router = Router.router(vertx);
        Responder responder = new Responder(answers, writer, headers, metrics);
        Callers callers = new Callers(proxies);
        if (log.isOn()) {
            router.route().handler(routing -> {
                routing.put(LINE, log.watch(routing.request()));
                routing.next();
            });
        }
        router.get("/health").handler(health::report);
        router.get("/health/live").handler(health::live);
        router.get("/health/ready").handler(health::ready);
        router.get("/metrics").handler(this::metricsPage);
        admin.mount(router);
        UploadRoute upload = new UploadRoute(vertx, uploads);
        router.route("/uploads").handler(upload::files);
        router.route("/uploads/tokens").handler(upload::tokens);
        router.route(HttpMethod.POST, "/p/*").handler(BodyHandler.create(false).setBodyLimit(config.maxFormBytes()));
        router.route("/p/*").handler(new PictureRoute(thumbnails, responder, callers, writer, metrics));
        PhotoRoute.add(router, photo, responder, callers, writer, metrics, config.maxFormBytes());
        router.route(ApiMethod.REDEEM_UPLOAD_TOKEN.path())
                .handler(new PhotoUploadRoute(photo.redemption(), uploads, writer));
        router.route().handler(routing -> writer.plain(routing.request(), 404, NOTHING_HERE));
        explain(router, writer, 413, "the body is larger than " + config.maxFormBytes() + " bytes");
        explain(router, writer, 400, "this is not a valid request");
        router.route().failureHandler(EdgeServer::passOnUnlessTheClientLeft);
        return router;
    }

    /** A client that leaves in the middle of its body is not worth a stack trace in the log. */
    private static void passOnUnlessTheClientLeft(RoutingContext routing) {
        Throwable failure = routing.failure();
        if (!(failure instanceof HttpClosedException || failure instanceof StreamResetException)) {
            routing.next();
        }
    }

    /** A body can fail more than once; the first word is the one that counts. */
    private static void explain(Router router, AnswerWriter writer, int status, String line) {
        router.errorHandler(status, routing -> {
            if (!routing.response().headWritten()) {
                writer.plain(routing.request(), status, line);
            }
        });
    }

    private void metricsPage(RoutingContext routing) {
        vertx.executeBlocking(metricsPage::get, false)
                .onSuccess(page -> routing.response()
                        .putHeader(Fields.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                        .end(page))
                .onFailure(routing::fail);
    }

    /** One server on one event loop. */
    private final class Instance extends VerticleBase {
        @Override
        public Future<?> start() {
            HttpServerOptions options = new HttpServerOptions()
                    .setMaxInitialLineLength(Math.toIntExact(config.maxRequestLineBytes()))
                    .setMaxHeaderSize(Math.toIntExact(config.maxHeaderBytes()))
                    // above the bound of the whole body, which is to be the one that is met and explained
                    .setMaxFormAttributeSize(Math.toIntExact(config.maxFormBytes()) + BODY_PIECE)
                    .setMaxFormBufferedBytes(Math.toIntExact(config.maxFormBytes()) + BODY_PIECE)
                    .setIdleTimeout(Math.toIntExact(config.idleTimeout().toMillis()))
                    .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setHttp2ClearTextEnabled(true)
                    .setTcpNoDelay(true);
            options.getInitialSettings().setMaxHeaderListSize(config.maxHeaderBytes());
            AnswerWriter writer = new AnswerWriter(headers, clock, pending);
            Front front = new Front(answers, !countMemoryHits, writer, clock, metrics, log, routes(writer));
            HttpServer server = vertx.createHttpServer(options).requestHandler(front);
            if (log.isOn()) {
                server.invalidRequestHandler(request -> {
                    log.watch(request);
                    HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
                });
            }
            int port = config.port() == 0 ? SHARED_FREE_PORT : config.port();
            return server.listen(port, config.host()).onSuccess(servers::add);
        }
    }
}
