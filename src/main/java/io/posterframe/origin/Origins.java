package io.posterframe.origin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.posterframe.picture.Failure.OriginRefused;
import io.posterframe.picture.Failure.Undecodable;
import io.posterframe.picture.PictureException;
import io.posterframe.trail.Trail;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All media by location: which version is current, and its bytes. Takes {@code file:}, {@code http:} and {@code https:}
 * URIs, and those of the schemes that it is given. Thread-safe; owns connections, worker threads, the block cache and the spool folder until it is closed.
 */
public final class Origins implements AutoCloseable {
    private static final int WORKERS = 8;

    /** Documents that are on their way, all together. */
    private static final long DOCUMENT_BYTES = 8L << 20;

    private final OriginConfig config;
    private final InstantSource clock;
    private final WorkerExecutor fileWorkers;
    private final WorkerExecutor nameWorkers;
    private final Fetcher fetcher;
    private final Room coming = new Room(DOCUMENT_BYTES);
    private final Spool spool;
    private final LocalOrigin local;
    private final Origin http;
    private final Map<String, Origin> others;
    private final Cache<URI, Location> locations;

    /** What is outside of this package's reach, for tests to replace. */
    record Outside(InstantSource clock, Names.Lookup lookup, WebClientOptions client) {}

    /**
     * Blocks for a moment: makes the spool folder and drops what an earlier process left in it.
     *
     * @param templateHosts the hosts ({@code host} or {@code host:port}) that the catalog's URL templates name; redirects
     *                      may lead to them when the configuration allows no host by name
     * @param spoolFolder   owned by this object alone
     * @param others        origins of further schemes, by the scheme in lower case
     * @throws IOException when the spool folder can't be made
     */
    public Origins(
            Vertx vertx,
            OriginConfig config,
            Set<String> templateHosts,
            Path spoolFolder,
            OriginMetrics metrics,
            Map<String, Origin> others)
            throws IOException {
        this(
                vertx,
                config,
                templateHosts,
                spoolFolder,
                metrics,
                others,
                new Outside(InstantSource.system(), InetAddress::getAllByName, new WebClientOptions()));
    }

    Origins(
            Vertx vertx,
            OriginConfig config,
            Set<String> templateHosts,
            Path spoolFolder,
            OriginMetrics metrics,
            Map<String, Origin> others,
            Outside outside)
            throws IOException {
        this.config = config;
        this.others = Map.copyOf(others);
        this.clock = outside.clock();
        spool = new Spool(vertx, spoolFolder, config.spoolBytes());
        spool.clear();
        fileWorkers = vertx.createSharedWorkerExecutor("posterframe-origin-files", WORKERS);
        nameWorkers = vertx.createSharedWorkerExecutor("posterframe-origin-names", WORKERS);
        Collection<String> hosts = config.allowedHosts().isEmpty() ? templateHosts : config.allowedHosts();
        List<HostRule> rules = hosts.stream().map(HostRule::parse).toList();
        Names names = new Names(nameWorkers, outside.lookup(), config.connectTimeout());
        Gate gate =
                new Gate(rules, config.allowedHosts().isEmpty(), new AddressPolicy(config.allowedAddresses()), names);
        fetcher = new Fetcher(vertx, config, gate, new ServerHealth(clock), metrics, outside.client());
        Blocks blocks = new Blocks(config.blockCacheBytes(), Math.toIntExact(config.blockBytes()), metrics);
        local = new LocalOrigin(fileWorkers, metrics);
        http = new HttpOrigin(config, fetcher, blocks, spool, metrics);
        locations = Caffeine.newBuilder().maximumSize(config.maxSources()).build();
    }

    /**
     * The current version at a location, asked for when unknown or due; many callers at once make one request. On any
     * thread; never blocks. The answer is immediate while the version is fresh, and else comes on the caller's context.
     *
     * @return fails with PictureException: OriginRefused, SourceMissing, OriginFailed or TimedOut
     */
    public Future<CurrentSource> current(URI location) {
        return current(location, Trail.NONE);
    }

    /**
     * As the other, for a request.
     *
     * @param trail to which the origin's being asked belongs, if this is the one who has it asked
     */
    public Future<CurrentSource> current(URI location, Trail trail) {
        CurrentSource fresh = peekFresh(location);
        if (fresh != null) {
            return Future.succeededFuture(fresh);
        }
        Origin origin = origin(location);
        if (origin == null) {
            return Future.failedFuture(
                    new PictureException(new OriginRefused("no scheme that can be read: " + Uris.shown(location))));
        }
        Location known = locations.get(location, uri -> new Location(uri, origin, config, clock));
        return here(known.find(trail).onFailure(problem -> {
            if (known.empty()) {
                locations.asMap().remove(location, known);
            }
        }));
    }

    /** Many wait for one check, so it may end on another event loop than the caller's. */
    private static <T> Future<T> here(Future<T> anywhere) {
        Context context = Vertx.currentContext();
        if (context == null || anywhere.isComplete()) {
            return anywhere;
        }
        Promise<T> promise = Promise.promise();
        anywhere.onComplete(answer -> context.runOnContext(back -> promise.handle(answer)));
        return promise.future();
    }

    /** The current version when it is known and fresh; never waits. */
    public @Nullable CurrentSource peekFresh(URI location) {
        Location known = locations.getIfPresent(location);
        return known == null ? null : known.fresh();
    }

    /** Says that a reader found this version changed: the next {@link #current} asks the origin before it answers. */
    public void invalidate(URI location, SourceVersion seen) {
        Location known = locations.getIfPresent(location);
        if (known != null) {
            known.doubt(seen);
        }
    }

    /**
     * What was checked then or before is due, however fresh it is: the next {@link #current} has it checked.
     *
     * @param doubtedAt checked while the known version is answered
     * @param purgedAt  asked for anew and waited for, without trust in anything that was kept
     */
    public void due(URI location, long doubtedAt, long purgedAt) {
        Location known = locations.getIfPresent(location);
        if (known != null) {
            known.due(purgedAt, true);
            known.due(doubtedAt, false);
        }
    }

    /**
     * All of a small file, asked for each time and not kept. On any thread; never blocks. May be asked where media may be.
     *
     * @param known what was there before, to be answered when it has not changed; null for nothing
     * @return fails with PictureException: Undecodable when it is longer than {@code maxBytes},
     *     Overloaded when too many bytes of others are coming, else as {@link #current}
     */
    public Future<Document> document(URI location, int maxBytes, @Nullable Document known, Trail trail) {
        Origin origin = origin(location);
        if (origin == local) {
            return local.document(location, maxBytes);
        }
        return origin == http
                ? fetcher.ask(location, new DocumentQuestion(maxBytes, coming, known), config.openTimeout(), trail)
                : Future.failedFuture(
                        new PictureException(new OriginRefused("no document can be there: " + Uris.shown(location))));
    }

    static PictureException tooLarge(URI location, int maxBytes) {
        return new PictureException(new Undecodable(
                "a file that describes the media is larger than " + maxBytes + " bytes", Uris.shown(location)));
    }

    private @Nullable Origin origin(URI location) {
        String scheme = location.getScheme();
        String name = scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "file" -> local;
            case "http", "https" -> http;
            default -> others.get(name);
        };
    }

    /** Ends all connections and drops the spool; readers that are open fail from now on. Blocks for a moment. */
    @Override
    public void close() {
        fetcher.close();
        fileWorkers.close();
        nameWorkers.close();
        spool.close();
    }
}
