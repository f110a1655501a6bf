package io.posterframe;

import io.posterframe.access.Gate;
import io.posterframe.access.PolicyGate;
import io.posterframe.access.RateLimits;
import io.posterframe.access.TrustedProxies;
import io.posterframe.admin.AdminApi;
import io.posterframe.admin.AdminListener;
import io.posterframe.archive.Archive;
import io.posterframe.archive.Archives;
import io.posterframe.asset.Assets;
import io.posterframe.asset.EntryUploads;
import io.posterframe.cache.Failures;
import io.posterframe.cache.PictureCache;
import io.posterframe.catalog.Catalogs;
import io.posterframe.catalog.MediaFiles;
import io.posterframe.catalog.TemplateCatalog;
import io.posterframe.config.Settings;
import io.posterframe.connection.Connections;
import io.posterframe.connection.Room;
import io.posterframe.database.Database;
import io.posterframe.database.NodeName;
import io.posterframe.delivery.Delivery;
import io.posterframe.delivery.Entries;
import io.posterframe.dialect.capture.CaptureApi;
import io.posterframe.dialect.frames.FramesApi;
import io.posterframe.dialect.kaltura.Thumbnails;
import io.posterframe.dialect.photoframe.PhotoApi;
import io.posterframe.dialect.photoframe.StoredPhotoKeys;
import io.posterframe.dialect.tasks.TasksApi;
import io.posterframe.fleet.Fleet;
import io.posterframe.hls.HlsOrigin;
import io.posterframe.hls.StreamLocation;
import io.posterframe.http.EdgeServer;
import io.posterframe.http.PurgeMethod;
import io.posterframe.http.Services;
import io.posterframe.job.FrameJobs;
import io.posterframe.job.JobApi;
import io.posterframe.job.JobMedia;
import io.posterframe.metrics.Metrics;
import io.posterframe.origin.HttpVisitor;
import io.posterframe.origin.Origins;
import io.posterframe.picture.Formats;
import io.posterframe.purge.Purged;
import io.posterframe.purge.Purger;
import io.posterframe.purge.Purges;
import io.posterframe.render.RenderPool;
import io.posterframe.render.Sandbox;
import io.posterframe.render.WorkerCommand;
import io.posterframe.store.Changes;
import io.posterframe.store.DatabaseCatalog;
import io.posterframe.trace.Tracing;
import io.posterframe.trail.Trails;
import io.posterframe.upload.Uploads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** A running server with everything in it. */
public final class Posterframe implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration CACHE_DRAIN = Duration.ofSeconds(5);
    private static final Duration DRAIN_SLACK = Duration.ofSeconds(5);

    private final Settings settings;
    private final Parts parts;
    private final RenderPool pool;
    private final PictureCache cache;
    private final Connections connections;
    private final EdgeServer server;
    private final Delivery delivery;
    private final Uploads uploads;
    private final FrameJobs jobs;
    private final AdminListener adminListener;
    private final Formats formats = WorkerCommand.formats();
    private int port;
    private int adminPort;

    /** @param parts is given what has to be closed, also when this fails halfway */
    private Posterframe(Settings settings, Parts parts) throws IOException {
        this.settings = settings;
        this.parts = parts;
        DataFolder folder = DataFolder.take(settings.data());
        parts.add(folder::close);
        Path data = folder.path();
        InstantSource clock = new SteadyClock(InstantSource.system());
        Metrics metrics = new Metrics();
        parts.add(metrics::close);
        Trails trails = Tracing.open(settings.tracing());
        parts.add(trails::close);
        connections = new Connections(new Connections.Bounds(
                Room.connections(settings.server().maxConnections()),
                settings.server().headerTimeout(),
                settings.server().idleTimeout()));
        Vertx vertx = Vertx.builder()
                .with(new VertxOptions().setEventLoopPoolSize(settings.server().eventLoopCount()))
                .withTransport(connections.transport())
                .build();
        parts.add(() -> await(vertx.close(), START_TIMEOUT));
        cache = new PictureCache(vertx, data, settings.cache(), settings.sharedCache(), metrics);
        parts.add(() -> await(cache.close(CACHE_DRAIN), CACHE_DRAIN.multipliedBy(2)));
        // before the database is opened, which takes about as long as workers take to start
        Path libraries = WorkerCommand.installedNativeFolder();
        Sandbox sandbox = Sandbox.find(settings.render().sandbox(), libraries, List.of(data));
        pool = new RenderPool(
                settings.render(),
                new WorkerCommand(libraries, settings.render(), settings.decode(), sandbox),
                metrics);
        parts.add(pool::close);
        Database database = Database.open(vertx, settings.database(), data.resolve("database"), metrics);
        parts.add(database::close);
        uploads = Uploads.open(vertx, database, settings.uploads(), data.resolve("uploads"));
        parts.add(uploads::close);
        DatabaseCatalog stored = new DatabaseCatalog(
                database,
                new MediaFiles(vertx, settings.catalog()),
                settings.catalog().lookups());
        Catalogs catalog = Catalogs.of(vertx, settings.catalog(), stored);
        AtomicReference<Origins> all = new AtomicReference<>();
        HlsOrigin streams =
                new HlsOrigin(vertx, settings.hls(), settings.origin(), () -> Objects.requireNonNull(all.get()), clock);
        parts.add(streams::close);
        Origins origins = new Origins(
                vertx,
                settings.origin(),
                new TemplateCatalog(settings.catalog().templates()).hosts(),
                data.resolve("spool"),
                metrics,
                Map.of(
                        "upload",
                        uploads.origin(),
                        StreamLocation.HTTP,
                        streams,
                        StreamLocation.HTTPS,
                        streams,
                        StreamLocation.FILE,
                        streams),
                clock);
        all.set(origins);
        parts.add(origins::close);
        Failures failures = new Failures(settings.cache());
        Entries entries = new Entries(catalog, settings.cache());
        Purges purges = new Purges(settings.purge().maxNames());
        delivery = new Delivery(
                origins,
                cache,
                failures,
                pool,
                purges,
                settings.delivery(),
                settings.picture(),
                formats,
                clock,
                metrics::lookedUp);
        Gate gate = new PolicyGate(settings.access(), stored, InstantSource.system());
        RateLimits limits = new RateLimits(settings.limits());
        EntryChanges memories = new EntryChanges();
        EntryChanges own = new EntryChanges();
        own.tell(memories);
        Fleet fleet = new Fleet(vertx, database, NodeName.of(data), settings.purge(), own, metrics, clock);
        parts.add(fleet::close);
        cache.shareWhile(fleet::isUpToDate);
        Purger purger = purge -> {
            Future<Purged> purged = fleet.purge(purge);
            cache.removeShared(purge);
            return purged;
        };
        Changes changes = fleet.changes();
        StoredPhotoKeys photoKeys =
                new StoredPhotoKeys(database, settings.catalog().lookups());
        memories.tell(photoKeys);
        HttpVisitor visitor = new HttpVisitor(vertx, settings.origin());
        parts.add(visitor::close);
        EntryUploads files = new EntryUploads(database, uploads);
        Archive archive = Archives.open(settings.archive(), data);
        parts.add(archive::close);
        JobMedia media = new JobMedia(entries, origins, pool, settings.picture());
        jobs = FrameJobs.open(new FrameJobs.Site(
                vertx,
                settings.jobs(),
                settings.picture(),
                database,
                data,
                archive,
                media,
                pool,
                visitor::post,
                metrics));
        AdminApi admin = new AdminApi(vertx, settings.admin(), database, jobs, purger, changes, InstantSource.system());
        Assets assets = new Assets(database, uploads, files, media, jobs, changes);
        PhotoApi photo = PhotoApi.of(new PhotoApi.Site(
                vertx,
                settings.photo(),
                database,
                photoKeys,
                entries,
                stored,
                gate,
                limits,
                uploads,
                files,
                delivery,
                visitor::visit,
                changes));
        jobs.tellBy(JobApi.TASKS, TasksApi.callback(settings.tasks()));
        TasksApi tasks = new TasksApi(new TasksApi.Site(settings.tasks(), jobs, assets, uploads, stored, limits));
        own.tell(files);
        own.tell(jobs);
        CaptureApi capture = CaptureApi.open(new CaptureApi.Site(
                vertx,
                settings.capture(),
                settings.picture(),
                settings.catalog().lookups(),
                database,
                data.resolve("captures"),
                limits,
                delivery));
        parts.add(capture::close);
        memories.tell(capture.directory());
        FramesApi frames =
                new FramesApi(new FramesApi.Site(settings.frames(), stored, limits, jobs, media, assets, uploads));
        Thumbnails thumbnails = new Thumbnails(entries, gate, limits, uploads, delivery, settings.kaltura());
        TrustedProxies proxies = new TrustedProxies(settings.access());
        PurgeMethod purge = new PurgeMethod(thumbnails, admin, settings.purge().allowed(), purger);
        server = new EdgeServer(
                vertx,
                settings.server(),
                settings.headers(),
                new Services(
                        thumbnails,
                        photo,
                        capture,
                        frames,
                        tasks,
                        uploads,
                        admin,
                        proxies,
                        limits,
                        purge,
                        metrics::page),
                cache,
                pool::readyWorkers,
                formats,
                sandbox.kind().lowerName(),
                metrics,
                trails);
        memories.tell(new AnswerChanges(stored, catalog, entries, server));
        fleet.join(new OwnReplica(memories, purges, server, cache));
        adminListener = new AdminListener(vertx, settings.admin(), admin, server.adminLimit());
        parts.add(() -> await(adminListener.close(), START_TIMEOUT));
        DiskSpace disk = new DiskSpace(data);
        parts.add(disk::close);
        // closed once more, and before all else: what workers end with still goes into the cache
        parts.add(pool::close);
        metrics.watch(
                new Metrics.Gauges(
                        pool::queued,
                        delivery::flights,
                        pool::busyWorkers,
                        pool::readyWorkers,
                        sandbox.kind(),
                        cache::bytes,
                        cache::entries,
                        () -> failures.entries() + entries.missing(),
                        server::readyAnswers,
                        database::waiting,
                        uploads::bytes,
                        uploads::receiving,
                        capture::bytes,
                        pool::queuedPasses,
                        jobs::running,
                        jobs::done,
                        jobs::expected,
                        limits::refused,
                        disk::free,
                        disk::total,
                        jobs.backlog()::waiting,
                        jobs.backlog()::oldestWaitingSeconds,
                        jobs.backlog()::oldestSeconds,
                        purges::marks,
                        () -> fleet.hears() ? 1 : 0,
                        cache::bytesToShare,
                        connections::open,
                        connections::ended),
                constants(settings));
        jobs.start();
        // before the pool: what jobs have made is kept
        parts.add(jobs::close);
    }

    private static Metrics.Constants constants(Settings settings) {
        return new Metrics.Constants(
                settings.render().queueLength(),
                settings.render().workerCount(),
                tier -> switch (tier) {
                    case MEMORY -> settings.cache().memoryMaxBytes();
                    case DISK -> settings.cache().diskMaxBytes();
                },
                settings.uploads().maxTotalBytes(),
                settings.jobs().maxAge(),
                DirectMemory.available(),
                version());
    }

    /** Of this program, as its jar says. */
    public static String version() {
        return Objects.requireNonNullElse(Posterframe.class.getPackage().getImplementationVersion(), "(development)");
    }

    /**
     * Starts a server and waits until it listens; workers may still be starting.
     *
     * @throws IOException when it can't listen or can't use its folders, as when another server has its data folder
     */
    public static Posterframe start(Settings settings) throws IOException {
        DirectMemory.check(settings);
        Parts parts = new Parts();
        try {
            Posterframe started = new Posterframe(settings, parts);
            started.listen();
            return started;
        } catch (IOException | RuntimeException e) {
            try {
                parts.close();
            } catch (RuntimeException unclean) {
                e.addSuppressed(unclean);
            }
            throw e;
        }
    }

    private void listen() throws IOException {
        port = listen(
                server.start(), settings.server().host(), settings.server().port());
        if (settings.admin().hasOwnListener()) {
            adminPort = listen(
                    adminListener.start(),
                    settings.admin().host(),
                    settings.admin().port());
        } else {
            adminPort = port;
        }
    }

    private static int listen(Future<Integer> started, String host, int port) throws IOException {
        try {
            return await(started, START_TIMEOUT);
        } catch (IOException e) {
            throw new IOException("can't listen on " + authority(host, port) + ": " + e.getMessage(), e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** The port that the admin API is on, when there is one: the same, or that of its own listener. */
    public int adminPort() {
        return adminPort;
    }

    /** How it is reached from this machine: {@code host:port}, as it stands in a URL. */
    public String authority() {
        String host = settings.server().host();
        return authority(host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host, port);
    }

    private static String authority(String host, int port) {
        boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
        return (bare ? "[" + host + "]" : host) + ":" + port;
    }

    /**
     * Waits until readiness is reported.
     *
     * @return false when that takes too long
     */
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

    /** Which formats can be written on this machine. */
    public Formats formats() {
        return formats;
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

    public Uploads uploads() {
        return uploads;
    }

    public FrameJobs jobs() {
        return jobs;
    }

    /**
     * Readiness off, then, after {@code server.drain-delay}, no new connections, and what is in flight finished or, after
     * {@code server.drain-timeout}, broken off. All else runs until {@link #close}. Blocks.
     *
     * @throws IOException when it takes longer than that
     */
    public void drain() throws IOException {
        Duration most = settings.server()
                .drainDelay()
                .plus(settings.server().drainTimeout())
                .plus(DRAIN_SLACK);
        connections.sayGoodbye();
        await(server.drain(), most);
    }

    /** Ends workers, writes what waits for the disk, ends connections and gives the data folder back. Blocks. */
    @Override
    public void close() {
        parts.close();
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
