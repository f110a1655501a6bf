package io.posterframe.origin;

import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Tells other servers something by a GET or a POST: callbacks. Any host may be asked, by the addresses that media may come from. No
 * redirect is followed, no connection kept, nothing tried again. Owns its connections; thread-safe.
 */
public final class HttpVisitor implements AutoCloseable {
    private static final Duration MOST = Duration.ofSeconds(10);
    private static final int WORKERS = 8;
    private static final int AT_ONCE = 32;
    private static final int WAITING = 256;

    /** A receiver that has said that it has taken something need not say more. */
    private static final Duration REST = Duration.ofSeconds(2);

    /** So much of an answer is read. */
    private static final int MOST_BYTES = 1500;

    private final OriginConfig config;
    private final WorkerExecutor nameWorkers;
    private final Gate gate;
    private final HttpClient client;

    public HttpVisitor(Vertx vertx, OriginConfig config) {
        this.config = config;
        nameWorkers = vertx.createSharedWorkerExecutor("posterframe-origin-names", WORKERS);
        Names names = new Names(nameWorkers, InetAddress::getAllByName, config.connectTimeout());
        gate = new Gate(List.of(), true, new AddressPolicy(config.allowedAddresses()), names);
        client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setKeepAlive(false)
                        .setConnectTimeout(
                                Math.toIntExact(config.connectTimeout().toMillis())),
                new PoolOptions().setHttp1MaxSize(AT_ONCE).setMaxWaitQueueSize(WAITING));
    }

    /**
     * Asks for a URL.
     *
     * @return ends when the first 1500 bytes of the answer, or all, have come; fails with a PictureException when there is
     *     none within 10 s, it is no success, or its address is refused
     */
    public Future<Void> visit(URI url) {
        return ask(url, target -> client.request(options(target).setMethod(HttpMethod.GET))
                        .compose(request -> request.send().compose(response -> read(request, response))))
                .compose(status -> status / 100 == 2
                        ? Future.succeededFuture()
                        : Future.failedFuture(failed(url, "status " + status)));
    }

    /**
     * Sends something.
     *
     * @param headers besides its own, the Content-Type among them
     * @return the status of the answer, whatever it is and however its body goes; fails with a PictureException when there
     *     is none within 10 s, or its address is refused
     */
    public Future<Integer> post(URI url, Map<String, String> headers, Buffer body) {
        return ask(url, target -> {
            RequestOptions options = options(target).setMethod(HttpMethod.POST);
            headers.forEach(options::putHeader);
            return client.request(options)
                    .compose(request -> request.send(body).compose(response -> status(request, response)));
        });
    }

    private static Future<Integer> status(HttpClientRequest request, HttpClientResponse response) {
        return read(request, response)
                .timeout(REST.toMillis(), TimeUnit.MILLISECONDS)
                .recover(broken -> request.connection()
                        .close()
                        .transform(closed -> Future.succeededFuture(response.statusCode())));
    }

    private Future<Integer> ask(URI url, Function<Target, Future<Integer>> conversation) {
        return gate.check(url, url)
                .compose(conversation)
                .timeout(MOST.toMillis(), TimeUnit.MILLISECONDS)
                .recover(problem -> Future.failedFuture(
                        problem instanceof PictureException ? problem : failed(url, problem.toString())));
    }

    private static PictureException failed(URI url, String why) {
        return new PictureException(new OriginFailed(Uris.shown(url) + ": " + why, false));
    }

    private RequestOptions options(Target target) {
        return new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(
                        target.port(), target.addresses().get(0).getHostAddress()))
                .setHost(target.host().indexOf(':') < 0 ? target.host() : "[" + target.host() + "]")
                .setPort(target.port())
                .setSsl(target.tls())
                .setURI(target.path())
                .setFollowRedirects(false)
                .setIdleTimeout(MOST.toMillis())
                .putHeader("user-agent", config.userAgent())
                .putHeader("accept", "*/*");
    }

    /** @return the status; of no success nothing more is read */
    private static Future<Integer> read(HttpClientRequest request, HttpClientResponse response) {
        int status = response.statusCode();
        if (status / 100 != 2) {
            request.connection().close();
            return Future.succeededFuture(status);
        }
        int[] read = {0};
        response.handler(bytes -> {
            read[0] += bytes.length();
            if (read[0] > MOST_BYTES) {
                request.connection().close();
            }
        });
        return response.end()
                .recover(broken -> read[0] > MOST_BYTES ? Future.succeededFuture() : Future.failedFuture(broken))
                .map(status);
    }

    @Override
    public void close() {
        client.close();
        nameWorkers.close();
    }
}
