package io.posterframe.origin;

import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.Failure.TimedOut;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks servers that media may come from whether they are there, by the rules of {@link Origins}. One try, no redirect
 * followed. Owns its connections; thread-safe.
 */
public final class OriginProbe implements AutoCloseable {
    private static final int WORKERS = 4;

    private final OriginConfig config;
    private final WorkerExecutor nameWorkers;
    private final Gate gate;
    private final HttpClient client;
    private final Duration most;

    /**
     * @param templateHosts as for {@link Origins}
     * @param most          how long an answer may take
     */
    public OriginProbe(Vertx vertx, OriginConfig config, Set<String> templateHosts, Duration most) {
        this.config = config;
        this.most = most;
        nameWorkers = vertx.createSharedWorkerExecutor("posterframe-probe-names", WORKERS);
        Collection<String> hosts = config.allowedHosts().isEmpty() ? templateHosts : config.allowedHosts();
        gate = new Gate(
                hosts.stream().map(HostRule::parse).toList(),
                config.allowedHosts().isEmpty(),
                new AddressPolicy(config.allowedAddresses()),
                new Names(nameWorkers, InetAddress::getAllByName, config.connectTimeout()));
        client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout(Math.toIntExact(
                        Math.min(most.toMillis(), config.connectTimeout().toMillis()))));
    }

    /**
     * Whether a URL may be asked.
     *
     * @return fails with PictureException: OriginRefused, OriginFailed when the name can't be resolved, TimedOut
     */
    public Future<Void> allowed(URI url) {
        return gate.check(url, url).mapEmpty();
    }

    /**
     * Asks for a URL's head.
     *
     * @return the status, whatever it is; fails as {@link #allowed} does, and with OriginFailed or TimedOut when there is no
     *     answer
     */
    public Future<Integer> head(URI url) {
        return gate.check(url, url).compose(target -> client.request(options(target))
                .compose(request -> request.send()
                        .map(response -> response.statusCode())
                        .onComplete(answered -> request.connection().close()))
                .timeout(most.toMillis(), TimeUnit.MILLISECONDS)
                .recover(problem -> Future.failedFuture(new PictureException(
                        problem instanceof TimeoutException
                                ? new TimedOut("origin")
                                : new OriginFailed(words(problem), true)))));
    }

    private static String words(Throwable problem) {
        return problem.getMessage() == null ? problem.toString() : problem.getMessage();
    }

    private RequestOptions options(Target target) {
        return new RequestOptions()
                .setMethod(HttpMethod.HEAD)
                .setServer(SocketAddress.inetSocketAddress(
                        target.port(), target.addresses().get(0).getHostAddress()))
                .setHost(target.host().indexOf(':') < 0 ? target.host() : "[" + target.host() + "]")
                .setPort(target.port())
                .setSsl(target.tls())
                .setURI(target.path())
                .setFollowRedirects(false)
                .putHeader("user-agent", config.userAgent());
    }

    /** The hosts of {@code origin.allowed-hosts} that are named in full, as URLs. */
    public static List<URI> named(OriginConfig config) {
        return config.allowedHosts().stream()
                .map(HostRule::parse)
                .filter(rule -> !rule.below())
                .map(rule -> URI.create("https://" + rule.host() + (rule.port() < 0 ? "" : ":" + rule.port()) + "/"))
                .toList();
    }

    @Override
    public void close() {
        client.close();
        nameWorkers.close();
    }
}
