package io.posterframe;

import io.posterframe.cache.Failures;
import io.posterframe.cache.PictureCache;
import io.posterframe.catalog.Catalogs;
import io.posterframe.catalog.TemplateCatalog;
import io.posterframe.config.Settings;
import io.posterframe.delivery.Delivery;
import io.posterframe.dialect.kaltura.Thumbnails;
import io.posterframe.http.EdgeServer;
import io.posterframe.metrics.Metrics;
import io.posterframe.origin.Origins;
import io.posterframe.render.RenderPool;
import io.posterframe.render.WorkerCommand;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A running server with everything in it. */
public final class Posterframe implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration CACHE_DRAIN = Duration.ofSeconds(5);

    private final Settings settings;
    private final Vertx vertx;
    private final Metrics metrics = new Metrics();
    private final RenderPool pool;
    private final Origins origins;
    private final PictureCache cache;
    private final EdgeServer server;
    private final Delivery delivery;
    private int port;

    private Posterframe(Settings settings) throws IOException {
        this.settings = settings;
        Path data = Files.createDirectories(settings.data()).toAbsolutePath();
        vertx = Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(settings.server().eventLoopCount()));
        // workers start while all else is built
        pool = new RenderPool(settings.render(), workerCommand(settings, data), metrics);
        Catalogs catalog = Catalogs.of(vertx, settings.catalog());
        origins = new Origins(
                vertx,
                settings.origin(),
                new TemplateCatalog(settings.catalog().templates()).hosts(),
                data.resolve("spool"),
                metrics);
        cache = new PictureCache(vertx, data, settings.cache(), metrics);
        Failures failures = new Failures(settings.cache());
        delivery = new Delivery(
                catalog,
                origins,
                cache,
                failures,
                pool,
                settings.delivery(),
                settings.picture(),
                InstantSource.system(),
                metrics::lookedUp);
        server = new EdgeServer(
                vertx,
                settings.server(),
                settings.headers(),
                new Thumbnails(delivery, settings.kaltura()),
                cache,
                pool::readyWorkers,
                metrics::page,
                metrics);
        metrics.watch(new Metrics.Gauges(
                pool::queued,
                delivery::flights,
                pool::busyWorkers,
                pool::readyWorkers,
                cache::bytes,
                cache::entries,
                failures::entries,
                server::readyAnswers));
    }

    /** How worker processes are started for these settings. */
    static WorkerCommand workerCommand(Settings settings, Path data) {
        return new WorkerCommand(WorkerCommand.installedNativeFolder(), data.resolve("native"), settings.render());
    }

    /**
     * Starts a server and waits until it listens; workers may still be starting.
     *
     * @throws IOException when it can't listen or can't use its folders
     */
    public static Posterframe start(Settings settings) throws IOException {
        DirectMemory.check(settings);
        Posterframe started = new Posterframe(settings);
        try {
            started.port = await(started.server.start(), START_TIMEOUT);
            return started;
        } catch (IOException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** Waits until readiness is reported. @return false when that takes too long */
    public boolean awaitReady(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!server.isReady()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return true;
    }

    public RenderPool pool() {
        return pool;
    }

    public PictureCache cache() {
        return cache;
    }

    public Delivery delivery() {
        return delivery;
    }

    /** Readiness off, in-flight requests finished, workers ended, what waits for the disk written. Blocks. */
    public void drain() throws IOException {
        Duration most = settings.server()
                .drainDelay()
                .plus(settings.server().drainTimeout())
                .plus(CACHE_DRAIN);
        await(server.drain(), most);
    }

    @Override
    public void close() {
        pool.close();
        try {
            await(cache.close(CACHE_DRAIN), CACHE_DRAIN.multipliedBy(2));
            origins.close();
            await(vertx.close(), START_TIMEOUT);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            metrics.close();
        }
    }

    private static <T> T await(Future<T> future, Duration patience) throws IOException {
        try {
            return future.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("not done within " + patience, e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
