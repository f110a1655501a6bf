package io.posterframe.http;

import io.posterframe.access.Api;
import io.posterframe.cache.PictureCache;
import io.posterframe.picture.Formats;
import io.posterframe.trail.Trails;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The HTTP server: one instance an event loop, all on one port.
 */
public final class EdgeServer {
    /** Vert.x binds all instances to the same free port when it is asked for this one. */
    private static final int SHARED_FREE_PORT = -1;

    /** Parts and fields of a form; each may be as long as the whole. */
    static final int MAX_FORM_FIELDS = 64;

    /** The most of a body that comes at once. */
    private static final int BODY_PIECE = 64 << 10;

    private final Vertx vertx;
    private final ServerConfig config;
    private final HeaderConfig headers;
    private final Services services;
    private final HttpMetrics metrics;
    private final ReadyAnswers answers;
    private final SecondClock clock;
    private final Health health;
    private final Watch watch;
    private final PendingBytes pending;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    /**
     * @param cache   whose pictures are answered before anything is parsed
     * @param workers how many workers are ready
     * @param formats what they can write
     * @param sandbox what they are shut in by
     * @param trails  what traces requests
     */
    public EdgeServer(
            Vertx vertx,
            ServerConfig config,
            HeaderConfig headers,
            Services services,
            PictureCache cache,
            IntSupplier workers,
            Formats formats,
            String sandbox,
            HttpMetrics metrics,
            Trails trails) {
        this.vertx = vertx;
        this.config = config;
        this.headers = headers;
        this.services = services;
        this.metrics = metrics;
        this.answers = new ReadyAnswers(vertx, cache);
        this.clock = new SecondClock(vertx);
        this.health = new Health(workers, formats, sandbox);
        this.watch = new Watch(new AccessLog(config.accessLog()), trails);
        this.pending = new PendingBytes(config.maxPendingBytes());
    }

    /** What counts requests of the admin API where it has a listener of its own. */
    public Handler<RoutingContext> adminLimit() {
        return new RequestLimit(services.limits(), Api.ADMIN, new Callers(services.proxies()));
    }

    /** How many answers are ready before anything is parsed. */
    public int readyAnswers() {
        return answers.size();
    }

    public boolean isReady() {
        return health.isReady();
    }

    /** Drops the answers that are ready for pictures of these names (see {@link io.posterframe.purge.Purge}), and those that are under way. */
    public void forget(Collection<String> names) {
        answers.forget(names);
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

    /** One server on one event loop. */
    private final class Instance extends VerticleBase {
        @Override
        public Future<?> start() {
            HttpServerOptions options = new HttpServerOptions()
                    .setMaxInitialLineLength(Math.toIntExact(config.maxRequestLineBytes()))
                    .setMaxHeaderSize(Math.toIntExact(config.maxHeaderBytes()))
                    .setMaxFormFields(MAX_FORM_FIELDS)
                    // above the bound of the whole body, which is to be the one that is met and explained
                    .setMaxFormAttributeSize(Math.toIntExact(config.maxFormBytes()) + BODY_PIECE)
                    .setMaxFormBufferedBytes(Math.toIntExact(config.maxFormBytes()) + BODY_PIECE)
                    .setIdleTimeout(Math.toIntExact(config.idleTimeout().toMillis()))
                    .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setHttp2ClearTextEnabled(true)
                    .setTcpNoDelay(true);
            options.getInitialSettings().setMaxHeaderListSize(config.maxHeaderBytes());
            AnswerWriter writer = new AnswerWriter(headers, clock, pending);
            Farewell farewell = new Farewell(health, config.drainTimeout());
            Responder responder = new Responder(answers, writer, headers, metrics, farewell);
            Routes routes = new Routes(vertx, config, services, health, watch, responder, writer, metrics);
            boolean answerAtOnce = !services.limits().countsMemoryHits();
            Front front = new Front(answers, answerAtOnce, writer, clock, metrics, watch, farewell, routes.router());
            HttpServer server = vertx.createHttpServer(options).requestHandler(front);
            server.invalidRequestHandler(request -> {
                watch.odd(request);
                HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
            });
            int port = config.port() == 0 ? SHARED_FREE_PORT : config.port();
            return server.listen(port, config.host()).onSuccess(servers::add);
        }
    }
}
