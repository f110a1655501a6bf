package io.posterframe.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the http package does with a body works as it is promised: on a real server, on both transports. */
@Timeout(20)
class BodyTest {
    @TempDir
    Path data;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneBufferIsWrittenToManyResponsesOnSeveralEventLoopsAtOnce(boolean nativeTransport) {
        byte[] bytes = Samples.noise(1, 200_000);
        Bytes body = Bytes.copyOf(bytes);
        Vertx vertx = Vertx.builder()
                .with(new VertxOptions().setPreferNativeTransport(nativeTransport))
                .build();
        try {
            List<Buffer> received =
                    serveAndGet(vertx, 100, request -> request.response().end(body.buffer()));
            for (Buffer one : received) {
                assertArrayEquals(bytes, one.getBytes());
            }
            assertEquals(1, ((BufferInternal) body.buffer()).getByteBuf().refCnt());
            assertEquals(200_000, body.buffer().length());
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void aLargeFileIsSentAlthoughItIsDeletedAndItsOwnerClosesIt() {
        Vertx vertx = Vertx.vertx();
        var disk =
                new DiskTier(data.resolve("pictures"), Samples.config(1 << 22), new Samples.Clock(), CacheMetrics.NONE);
        CachedPicture picture = Samples.picture("large", 1_000_000);
        disk.write(picture, (Bytes) picture.body());
        var region = (FileRegion) disk.read("large").body();
        try {
            Files.delete(FileNames.path(data.resolve("pictures"), FileNames.of("large")));
            List<Buffer> received = serveAndGet(vertx, 1, request -> request.response()
                    .sendFile(region.file(), region.offset(), region.length())
                    .onComplete(sent -> region.close()));
            assertArrayEquals(
                    Samples.noise("large".hashCode(), 1_000_000),
                    received.get(0).getBytes());
            region.close();
            assertFalse(region.file().isOpen());
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void bytesAreDirectReadOnlyAndACopy() {
        byte[] bytes = {1, 2, 3};
        for (Bytes body : List.of(Bytes.copyOf(bytes), Bytes.copyOf(Buffer.buffer(bytes)))) {
            bytes[0] = 1;
            assertTrue(((BufferInternal) body.buffer()).getByteBuf().isDirect());
            assertTrue(((BufferInternal) body.buffer()).getByteBuf().hasMemoryAddress());
            bytes[0] = 9;
            assertEquals(1, body.buffer().getByte(0));
            assertEquals(3, body.length());
            assertThrows(RuntimeException.class, () -> body.buffer().setByte(0, (byte) 0));
            bytes[0] = 1;
        }
    }

    /** Asks four servers in turn, each on an event loop of its own. */
    private static List<Buffer> serveAndGet(Vertx vertx, int requests, Handler<HttpServerRequest> handler) {
        List<Integer> ports = new CopyOnWriteArrayList<>();
        class Server extends VerticleBase {
            @Override
            public Future<?> start() {
                return vertx.createHttpServer()
                        .requestHandler(handler)
                        .listen(0, "127.0.0.1")
                        .onSuccess(server -> ports.add(server.actualPort()));
            }
        }
        vertx.deployVerticle(Server::new, new DeploymentOptions().setInstances(4))
                .await();
        var client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(4));
        List<Future<Buffer>> answers = IntStream.range(0, requests)
                .mapToObj(i -> client.request(HttpMethod.GET, ports.get(i % ports.size()), "127.0.0.1", "/")
                        .compose(request -> request.send().compose(HttpClientResponse::body)))
                .toList();
        Future.all(answers).await();
        return answers.stream().map(Future::result).toList();
    }
}
