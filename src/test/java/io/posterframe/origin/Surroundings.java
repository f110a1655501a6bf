package io.posterframe.origin;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** An {@link Origins} on a stub at {@code media.test}, which resolves to 127.0.0.1, with a clock that stands still. */
final class Surroundings implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    final AtomicLong clock = new AtomicLong(1_000_000);
    final Counts counts = new Counts();
    final OriginStub stub;
    final Path spool;

    List<String> allowedHosts = List.of();
    List<String> allowedAddresses = List.of("127.0.0.0/8");
    Duration readTimeout = Duration.ofSeconds(5);
    Duration openTimeout = Duration.ofSeconds(5);
    long maxReadAhead = 1 << 20;
    long blockCacheBytes = 64 << 20;
    long maxWithoutRanges = 32 << 20;
    long spoolBytes = 1 << 30;
    int retries = 2;
    Names.Lookup lookup = host -> switch (host) {
        case "media.test", "elsewhere.test" -> new InetAddress[] {InetAddress.getByName("127.0.0.1")};
        default -> {
            if (host.matches("[0-9.]+|.*:.*")) {
                yield InetAddress.getAllByName(host);
            }
            throw new UnknownHostException(host);
        }
    };
    WebClientOptions client = new WebClientOptions();
    private Origins origins;

    Surroundings(Path folder) throws Exception {
        this(folder, new HttpServerOptions());
    }

    Surroundings(Path folder, HttpServerOptions server) throws Exception {
        spool = folder.resolve("spool");
        stub = new OriginStub(vertx, server);
    }

    Origins origins() throws Exception {
        if (origins == null) {
            OriginConfig base = OriginConfig.DEFAULTS;
            OriginConfig config = new OriginConfig(
                    allowedHosts,
                    allowedAddresses,
                    Duration.ofSeconds(1),
                    readTimeout,
                    openTimeout,
                    3,
                    retries,
                    4,
                    blockCacheBytes,
                    16 * 1024,
                    maxReadAhead,
                    maxWithoutRanges,
                    spoolBytes,
                    base.maxSources(),
                    base.recheckAfter(),
                    base.staleWhileRevalidate(),
                    base.staleIfError(),
                    base.userAgent(),
                    false);
            InstantSource time = () -> Instant.ofEpochMilli(clock.get());
            origins = new Origins(
                    vertx,
                    config,
                    Set.of("media.test:" + stub.port(), "127.0.0.1:" + stub.port(), "secret.test:" + stub.port()),
                    spool,
                    counts,
                    Map.of(),
                    new Origins.Outside(time, lookup, client));
        }
        return origins;
    }

    URI url(String path) {
        return URI.create("http://media.test:" + stub.port() + path);
    }

    CurrentSource current(URI location) throws Exception {
        return get(origins().current(location));
    }

    MediaSource open() throws Exception {
        return current(url("/clip.mp4")).source();
    }

    static <T> T get(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    static <F extends Failure> F failure(Class<F> kind, Executable action) {
        Failure failure =
                Assertions.assertThrows(PictureException.class, action).failure();
        return Assertions.assertInstanceOf(kind, failure, failure::toString);
    }

    void pass(Duration time) {
        clock.addAndGet(time.toMillis());
    }

    @Override
    public void close() {
        if (origins != null) {
            origins.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Sums what is counted. */
    static final class Counts implements OriginMetrics {
        final AtomicLong http = new AtomicLong();
        final AtomicLong file = new AtomicLong();
        final AtomicLong hits = new AtomicLong();
        final AtomicLong misses = new AtomicLong();
        final List<Outcome> outcomes = new CopyOnWriteArrayList<>();

        @Override
        public void bytesRead(Kind kind, long bytes) {
            (kind == Kind.HTTP ? http : file).addAndGet(bytes);
        }

        @Override
        public void request(Outcome outcome) {
            outcomes.add(outcome);
        }

        @Override
        public void blockCacheHit() {
            hits.incrementAndGet();
        }

        @Override
        public void blockCacheMiss() {
            misses.incrementAndGet();
        }
    }
}
