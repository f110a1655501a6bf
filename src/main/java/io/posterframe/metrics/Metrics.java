package io.posterframe.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.posterframe.cache.CacheMetrics;
import io.posterframe.cache.SharedLookup;
import io.posterframe.cache.SharedWrite;
import io.posterframe.cache.Tier;
import io.posterframe.connection.Connections;
import io.posterframe.database.DatabaseMetrics;
import io.posterframe.fleet.FleetMetrics;
import io.posterframe.http.HttpMetrics;
import io.posterframe.job.JobMetrics;
import io.posterframe.origin.OriginMetrics;
import io.posterframe.picture.Engine;
import io.posterframe.render.RenderMetrics;
import io.posterframe.render.Sandbox;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All meters, made at the start so that each is there from the first scrape on, and the counters found without a lookup.
 * No label grows with content. For any thread.
 */
public final class Metrics
        implements HttpMetrics,
                RenderMetrics,
                OriginMetrics,
                CacheMetrics,
                DatabaseMetrics,
                JobMetrics,
                FleetMetrics,
                AutoCloseable {
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(50_000),
        Duration.ofNanos(250_000),
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    private final Map<Result, Counter> requests = counters(Result.class, Names.REQUESTS, "result");
    private final Map<Cause, Counter> refusals = counters(Cause.class, Names.REFUSALS, "cause");
    private final Map<HttpMetrics.Stage, Timer> httpStages = timers(HttpMetrics.Stage.class);
    private final Map<RenderMetrics.Stage, Timer> renderStages = timers(RenderMetrics.Stage.class);
    private final Map<End, Counter> workerEnds = counters(End.class, Names.WORKER_ENDS, "reason");
    private final Map<Engine, Counter> decodes = counters(Engine.class, Names.DECODES, "engine");
    private final Map<Kind, Counter> originBytes = counters(Kind.class, Names.ORIGIN_BYTES, "kind");
    private final Map<Outcome, Counter> originRequests = counters(Outcome.class, Names.ORIGIN_REQUESTS, "outcome");
    private final Map<Tier, Counter> evictions = counters(Tier.class, Names.CACHE_EVICTIONS, "tier");
    private final Map<Tier, Counter> purged = counters(Tier.class, Names.PURGED, "tier");
    private final Counter hardPurges = counter(Names.PURGES, "kind", "hard", "from", "here");
    private final Counter softPurges = counter(Names.PURGES, "kind", "soft", "from", "here");
    private final Counter hardPurgesOfOthers = counter(Names.PURGES, "kind", "hard", "from", "elsewhere");
    private final Counter softPurgesOfOthers = counter(Names.PURGES, "kind", "soft", "from", "elsewhere");
    private final Counter notices = counter(Names.NOTICES);
    private final Timer cacheStage = timer("cache");
    private final Timer transactions = timer(Names.DATABASE);
    private final Counter databaseFailures = counter(Names.DATABASE_FAILURES);
    private final Counter abandoned = counter(Names.ABANDONED);
    private final Counter workerStarts = counter(Names.WORKER_STARTS);
    private final Counter warm = counter(Names.RENDERS, "video", "open");
    private final Counter cold = counter(Names.RENDERS, "video", "opened");
    private final Counter blockHits = counter(Names.BLOCKS, "result", "hit");
    private final Counter blockMisses = counter(Names.BLOCKS, "result", "miss");
    private final Counter diskErrors = counter(Names.CACHE_DISK_ERRORS);
    private final Counter corruptFiles = counter(Names.CACHE_CORRUPT);
    private final Counter writesDropped = counter(Names.CACHE_WRITES_DROPPED);
    private final Counter jobsBegun = counter(Names.JOBS_BEGUN);
    private final Map<JobEnd, Counter> jobEnds = counters(JobEnd.class, Names.JOBS_ENDED, "result");
    private final Counter jobFrames = counter(Names.JOB_FRAMES);
    private final Counter jobBytes = counter(Names.JOB_BYTES);
    private final Map<CallbackEnd, Counter> callbacks = counters(CallbackEnd.class, Names.CALLBACKS, "result");
    private final Counter readsRefused = counter(Names.CACHE_READS_REFUSED);
    private final Timer bucketStage = timer("bucket");
    private final Map<SharedLookup, Counter> sharedLookups =
            counters(SharedLookup.class, Names.BUCKET_LOOKUPS, "result");
    private final Map<SharedWrite, Counter> sharedWrites = counters(SharedWrite.class, Names.BUCKET_WRITES, "result");

    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /**
     * Takes readings from now on, once.
     *
     * @param sandbox what shuts workers in
     * @param version of the program
     */
    public void watch(Readings readings, Sandbox.Kind sandbox, String version) {
        readings.all().forEach((reading, source) -> gauge(reading.metric(), source, reading.label()));
        for (Sandbox.Kind kind : Sandbox.Kind.values()) {
            gauge(Names.SANDBOX, () -> kind == sandbox ? 1 : 0, "kind", kind.lowerName());
        }
        gauge(
                Names.BUILD,
                () -> 1,
                "version",
                version,
                "java",
                Runtime.version().toString());
    }

    /**
     * Shows what others count.
     *
     * @param ended       connections, by why they were ended
     * @param rateLimited requests that were refused because there were too many
     */
    public void count(Function<Connections.Reason, Number> ended, Supplier<Number> rateLimited) {
        for (Connections.Reason reason : Connections.Reason.values()) {
            counted(Names.CONNECTIONS_ENDED, () -> ended.apply(reason), "reason", label(reason));
        }
        counted(Names.RATE_LIMITED, rateLimited);
    }

    /** The page that Prometheus reads, in its text format. Takes milliseconds. */
    public String page() {
        return registry.scrape();
    }

    @Override
    public void answered(Result result) {
        of(requests, result).increment();
    }

    @Override
    public void took(HttpMetrics.Stage stage, long nanos) {
        of(httpStages, stage).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void refused(Cause cause) {
        of(refusals, cause).increment();
    }

    @Override
    public void abandoned() {
        abandoned.increment();
    }

    /** The lookup of a picture that was not in the map of ready answers, up to its being found or started. */
    public void lookedUp(long nanos) {
        cacheStage.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void took(RenderMetrics.Stage stage, long nanos) {
        of(renderStages, stage).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void workerStarted() {
        workerStarts.increment();
    }

    @Override
    public void workerEnded(End reason) {
        of(workerEnds, reason).increment();
    }

    @Override
    public void rendered(boolean openAlready, @Nullable Engine engine) {
        (openAlready ? warm : cold).increment();
        if (engine != null) {
            of(decodes, engine).increment();
        }
    }

    @Override
    public void bytesRead(Kind kind, long bytes) {
        of(originBytes, kind).increment((double) bytes);
    }

    @Override
    public void request(Outcome outcome) {
        of(originRequests, outcome).increment();
    }

    @Override
    public void blockCacheHit() {
        blockHits.increment();
    }

    @Override
    public void blockCacheMiss() {
        blockMisses.increment();
    }

    @Override
    public void evicted(Tier tier) {
        of(evictions, tier).increment();
    }

    @Override
    public void purged(Tier tier, int pictures) {
        of(purged, tier).increment(pictures);
    }

    @Override
    public void purged(boolean soft, boolean elsewhere) {
        Counter hard = elsewhere ? hardPurgesOfOthers : hardPurges;
        Counter doubt = elsewhere ? softPurgesOfOthers : softPurges;
        (soft ? doubt : hard).increment();
    }

    @Override
    public void heeded() {
        notices.increment();
    }

    @Override
    public void diskError() {
        diskErrors.increment();
    }

    @Override
    public void corruptFile() {
        corruptFiles.increment();
    }

    @Override
    public void writeDropped() {
        writesDropped.increment();
    }

    @Override
    public void readRefused() {
        readsRefused.increment();
    }

    @Override
    public void lookedUpShared(SharedLookup result, long nanos) {
        of(sharedLookups, result).increment();
        if (nanos > 0) {
            bucketStage.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void sharedWrite(SharedWrite result) {
        of(sharedWrites, result).increment();
    }

    @Override
    public void transacted(long nanos) {
        transactions.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void databaseFailed() {
        databaseFailures.increment();
    }

    @Override
    public void jobBegun() {
        jobsBegun.increment();
    }

    @Override
    public void jobEnded(JobEnd end) {
        of(jobEnds, end).increment();
    }

    @Override
    public void framesKept(int frames, long bytes) {
        jobFrames.increment(frames);
        jobBytes.increment((double) bytes);
    }

    @Override
    public void callbackTried(CallbackEnd end) {
        of(callbacks, end).increment();
    }

    private void gauge(Names name, Supplier<Number> value, String... tags) {
        Gauge.builder(name.id(), value).description(name.help()).tags(tags).register(registry);
    }

    private void counted(Names name, Supplier<Number> count, String... tags) {
        // what it is given is held weakly
        FunctionCounter.builder(name.id(), this, self -> count.get().doubleValue())
                .description(name.help())
                .tags(tags)
                .register(registry);
    }

    private Counter counter(Names name, String... tags) {
        return Counter.builder(name.id()).description(name.help()).tags(tags).register(registry);
    }

    private <E extends Enum<E>> Map<E, Counter> counters(Class<E> values, Names name, String tag) {
        Map<E, Counter> counters = new EnumMap<>(values);
        for (E value : values.getEnumConstants()) {
            counters.put(value, counter(name, tag, label(value)));
        }
        return counters;
    }

    private <E extends Enum<E>> Map<E, Timer> timers(Class<E> stages) {
        Map<E, Timer> timers = new EnumMap<>(stages);
        for (E stage : stages.getEnumConstants()) {
            timers.put(stage, timer(label(stage)));
        }
        return timers;
    }

    private Timer timer(String stage) {
        return timer(Names.STAGE, "stage", stage);
    }

    private Timer timer(Names name, String... tags) {
        return Timer.builder(name.id())
                .description(name.help())
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** Each map has its enum's every constant. */
    private static <E extends Enum<E>, M> M of(Map<E, M> meters, E value) {
        return Objects.requireNonNull(meters.get(value));
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
