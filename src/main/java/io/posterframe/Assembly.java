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
import io.posterframe.cache.Tier;
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
import io.posterframe.metrics.Reading;
import io.posterframe.metrics.Readings;
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
import java.util.concurrent.atomic.AtomicReference;

/**
 * Builds every part of a server from its own options, in the order in which they rest on each other. Nothing else knows
 * everything. What is here is what a running server is asked for afterwards.
 */
final class Assembly {
    /** For what should take no time. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration CACHE_DRAIN = Duration.ofSeconds(5);

    final RenderPool pool;
    final PictureCache cache;
    final Connections connections;
    final EdgeServer server;
    final Delivery delivery;
    final Uploads uploads;
    final FrameJobs jobs;
    final AdminListener adminListener;
    final Formats formats = WorkerCommand.formats();

    /** @param parts is given what has to be closed, also when this fails halfway */
    Assembly(Settings settings, Parts parts) throws IOException {
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
        parts.add(() -> Parts.await(vertx.close(), PATIENCE));
        cache = new PictureCache(vertx, data, settings.cache(), settings.sharedCache(), metrics, clock);
        parts.add(() -> Parts.await(cache.close(CACHE_DRAIN), CACHE_DRAIN.multipliedBy(2)));
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
        parts.add(() -> Parts.await(adminListener.close(), PATIENCE));
        DiskSpace disk = new DiskSpace(data);
        parts.add(disk::close);
        // closed once more, and before all else: what workers end with still goes into the cache
        parts.add(pool::close);
        metrics.watch(
                new Readings()
                        .with(Reading.QUEUED, pool::queued)
                        .with(Reading.QUEUE_LIMIT, settings.render()::queueLength)
                        .with(Reading.PASSES_WAITING, pool::queuedPasses)
                        .with(Reading.FLIGHTS, delivery::flights)
                        .with(Reading.BUSY_WORKERS, pool::busyWorkers)
                        .with(Reading.IDLE_WORKERS, () -> Math.max(0, pool.readyWorkers() - pool.busyWorkers()))
                        .with(Reading.WORKERS_CONFIGURED, settings.render()::workerCount)
                        .with(Reading.MEMORY_BYTES, () -> cache.bytes(Tier.MEMORY))
                        .with(Reading.DISK_BYTES, () -> cache.bytes(Tier.DISK))
                        .with(Reading.MEMORY_LIMIT, settings.cache()::memoryMaxBytes)
                        .with(Reading.DISK_LIMIT, settings.cache()::diskMaxBytes)
                        .with(Reading.MEMORY_PICTURES, () -> cache.entries(Tier.MEMORY))
                        .with(Reading.DISK_PICTURES, () -> cache.entries(Tier.DISK))
                        .with(Reading.BYTES_TO_SHARE, cache::bytesToShare)
                        .with(Reading.DATA_DISK_FREE, disk::free)
                        .with(Reading.DATA_DISK_TOTAL, disk::total)
                        .with(Reading.FAILURES, () -> failures.entries() + entries.missing())
                        .with(Reading.READY_ANSWERS, server::readyAnswers)
                        .with(Reading.PURGE_NAMES, purges::marks)
                        .with(Reading.FLEET_HEARS, () -> fleet.hears() ? 1 : 0)
                        .with(Reading.DATABASE_WAITING, database::waiting)
                        .with(Reading.UPLOADS_BYTES, uploads::bytes)
                        .with(Reading.UPLOADS_LIMIT, settings.uploads()::maxTotalBytes)
                        .with(Reading.UPLOADS_RECEIVING, uploads::receiving)
                        .with(Reading.CAPTURES_BYTES, capture::bytes)
                        .with(Reading.JOBS_RUNNING, jobs::running)
                        .with(Reading.JOBS_FRAMES_DONE, jobs::done)
                        .with(Reading.JOBS_FRAMES_EXPECTED, jobs::expected)
                        .with(Reading.JOBS_WAITING, jobs.backlog()::waiting)
                        .with(Reading.JOBS_OLDEST_WAITING, jobs.backlog()::oldestWaitingSeconds)
                        .with(Reading.JOBS_OLDEST, jobs.backlog()::oldestSeconds)
                        .with(Reading.JOBS_MAX_AGE, settings.jobs().maxAge()::toSeconds)
                        .with(Reading.CONNECTIONS, connections::open)
                        .with(Reading.DIRECT_LIMIT, DirectMemory::available),
                sandbox.kind(),
                Posterframe.version());
        metrics.count(connections::ended, limits::refused);
        jobs.start();
        // before the pool: what jobs have made is kept
        parts.add(jobs::close);
    }
}
