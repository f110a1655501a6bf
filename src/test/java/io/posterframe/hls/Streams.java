package io.posterframe.hls;

import io.posterframe.origin.MediaReader;
import io.posterframe.origin.MediaSource;
import io.posterframe.origin.OriginConfig;
import io.posterframe.origin.OriginMetrics;
import io.posterframe.origin.Origins;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.timeline.Timeline;
import io.posterframe.trail.Trail;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** An {@link HlsOrigin} in front of a {@link StreamServer}, with a clock that stands still. */
final class Streams implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    final StreamServer server = new StreamServer(vertx);
    final AtomicLong clock = new AtomicLong(1_000_000);
    HlsConfig config = HlsConfig.DEFAULTS;
    List<String> allowedHosts = List.of();
    List<String> allowedAddresses = List.of("127.0.0.0/8");
    Duration openTimeout = Duration.ofSeconds(5);
    private final Path folder;
    private Origins origins;
    private HlsOrigin hls;

    Streams(Path folder) throws Exception {
        this.folder = folder;
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    HlsOrigin hls() throws Exception {
        if (hls == null) {
            OriginConfig base = OriginConfig.DEFAULTS;
            OriginConfig config = new OriginConfig(
                    allowedHosts,
                    allowedAddresses,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    openTimeout,
                    3,
                    0,
                    4,
                    base.blockCacheBytes(),
                    base.blockBytes(),
                    base.maxReadAheadBytes(),
                    base.maxWithoutRangesBytes(),
                    base.spoolBytes(),
                    base.maxSources(),
                    base.recheckAfter(),
                    base.staleWhileRevalidate(),
                    base.staleIfError(),
                    base.userAgent(),
                    false);
            AtomicReference<Origins> late = new AtomicReference<>();
            InstantSource time = () -> Instant.ofEpochMilli(clock.get());
            hls = new HlsOrigin(vertx, this.config, config, late::get, time);
            origins = new Origins(
                    vertx,
                    config,
                    Set.of(),
                    folder.resolve("spool"),
                    OriginMetrics.NONE,
                    Map.of(StreamLocation.HTTP, hls, StreamLocation.HTTPS, hls, StreamLocation.FILE, hls));
            late.set(origins);
        }
        return hls;
    }

    URI location(String path) {
        return StreamLocation.of(URI.create(server.url(path)));
    }

    MediaSource open(String path) throws Exception {
        return open(location(path));
    }

    MediaSource open(URI location) throws Exception {
        hls();
        return get(origins.current(location)).source();
    }

    MediaSource open(URI location, Trail trail) throws Exception {
        hls();
        return get(origins.current(location, trail)).source();
    }

    /** Has a stream opened anew when it is asked for next. */
    void forget(String path) throws Exception {
        origins.invalidate(location(path), open(path).version());
    }

    /** What a re-check finds when a while has passed. */
    MediaSource recheck(MediaSource known) throws Exception {
        clock.addAndGet(2000);
        return get(hls().recheck(URI.create(known.id()), known, Trail.NONE));
    }

    static <T> T get(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** All bytes of a part. */
    static byte[] part(MediaReader reader, int part) {
        long size = reader.open(part, List.of());
        ByteBuffer bytes = reader.read(Timeline.address(part), Math.toIntExact(size), 0);
        byte[] all = new byte[bytes.remaining()];
        bytes.get(all);
        return all;
    }

    byte[] part(String playlist, int part) throws Exception {
        try (MediaReader reader = open(playlist).open()) {
            return part(reader, part);
        }
    }

    static <F extends Failure> F failure(Class<F> kind, Executable action) {
        Failure failure =
                Assertions.assertThrows(PictureException.class, action).failure();
        return Assertions.assertInstanceOf(kind, failure, failure::toString);
    }

    @Override
    public void close() {
        if (hls != null) {
            hls.close();
            origins.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
