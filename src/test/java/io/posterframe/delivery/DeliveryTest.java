package io.posterframe.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.Until;
import io.posterframe.cache.CacheConfig;
import io.posterframe.cache.CacheMetrics;
import io.posterframe.cache.Failures;
import io.posterframe.cache.PictureCache;
import io.posterframe.catalog.Medium;
import io.posterframe.clips.Clip;
import io.posterframe.config.Configuration;
import io.posterframe.config.Settings;
import io.posterframe.origin.OriginMetrics;
import io.posterframe.origin.Origins;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Formats;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import io.posterframe.purge.Names;
import io.posterframe.purge.Purge;
import io.posterframe.purge.Purges;
import io.posterframe.render.RenderMetrics;
import io.posterframe.render.RenderPool;
import io.posterframe.render.Sandbox;
import io.posterframe.render.WorkerCommand;
import io.posterframe.trail.Trail;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The road of a picture with one real worker; the source is asked for its version each time. */
class DeliveryTest {
    private static final Settings SETTINGS = Configuration.settings(
            Optional.empty(),
            Map.of(
                    "POSTERFRAME_RENDER_WORKERS", "1",
                    "POSTERFRAME_ORIGIN_RECHECK_AFTER", "0s",
                    "POSTERFRAME_ORIGIN_STALE_WHILE_REVALIDATE", "0s"),
            Map.of());

    @TempDir
    static Path shared;

    @TempDir
    Path temp;

    private static Vertx vertx;
    private static RenderPool pool;
    private static final AtomicInteger jobs = new AtomicInteger();

    private final CacheConfig config = CacheConfig.DEFAULTS;
    private final Purges purges = new Purges(1000);
    private Duration later = Duration.ZERO;
    private Path file;
    private Future<Medium> medium;
    private Origins origins;
    private PictureCache cache;
    private Delivery delivery;

    @BeforeAll
    static void startPool() {
        vertx = Vertx.vertx();
        RenderMetrics metrics = new RenderMetrics() {
            @Override
            public void took(Stage stage, long nanos) {
                if (stage == Stage.QUEUE) {
                    jobs.incrementAndGet();
                }
            }
        };
        WorkerCommand command = new WorkerCommand(
                WorkerCommand.installedNativeFolder(), SETTINGS.render(), SETTINGS.decode(), Sandbox.NONE);
        pool = new RenderPool(SETTINGS.render(), command, metrics);
    }

    @AfterAll
    static void endPool() throws Exception {
        pool.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @BeforeEach
    void start() throws Exception {
        file = temp.resolve("clip.mp4");
        put(Clip.MP4_INDEX_FIRST);
        medium = Future.succeededFuture(video(file));
        origins = new Origins(
                vertx,
                SETTINGS.origin(),
                Set.of(),
                temp.resolve("spool"),
                OriginMetrics.NONE,
                Map.of(),
                InstantSource.system());
        cache = new PictureCache(vertx, temp, config, CacheMetrics.NONE);
        delivery = new Delivery(
                origins,
                cache,
                new Failures(config),
                pool,
                purges,
                SETTINGS.delivery(),
                SETTINGS.picture(),
                new Formats(Map.of(ImageFormat.JXR, "no program")),
                () -> Instant.now().plus(later),
                nanos -> {});
        jobs.set(0);
    }

    @AfterEach
    void end() throws Exception {
        assertEquals(0, delivery.flights());
        assertEquals(0, pool.queued());
        cache.close(Duration.ofSeconds(5)).await(10, TimeUnit.SECONDS);
        origins.close();
    }

    private void put(Clip clip) throws IOException {
        Path beside = temp.resolve("beside");
        Files.copy(clip.file(), beside);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Medium video(Path at) {
        return new Medium("clip", at.toUri(), Medium.Kind.VIDEO, 0, Medium.SERVERS_OFFSET);
    }

    private static PictureSpec at(double second) {
        return spec(new Moment.At(Math.round(second * 1e6)));
    }

    private static PictureSpec spec(Moment moment) {
        return new PictureSpec(
                moment,
                new Geometry(0, 0, Crop.FIT, SourceRectangle.WHOLE, Rgb.WHITE),
                new Encoding(ImageFormat.JPEG, 75, 0));
    }

    private Delivery.Request ask(PictureSpec spec) {
        return delivery.deliver(medium.map(found -> new Order(found, spec)), Trail.NONE);
    }

    private Delivered deliver(PictureSpec spec) {
        return get(ask(spec).future());
    }

    private static Delivered get(Future<Delivered> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static <F extends Failure> F fails(Class<F> kind, Future<Delivered> future) {
        Failure failure =
                assertThrows(PictureException.class, () -> get(future)).failure();
        return assertInstanceOf(kind, failure);
    }

    @Test
    void makesAPictureOnce() {
        Delivered made = deliver(at(1));
        assertEquals(Outcome.MISS, made.outcome());
        assertEquals(320, made.picture().width());
        Delivered found = deliver(at(1));
        assertEquals(Outcome.MEMORY, found.outcome());
        assertSame(made.picture(), found.picture());
        assertEquals(1, jobs.get());
    }

    @Test
    void servesThePictureOfAReplacedVideoForAWhileOnly() throws Exception {
        Delivered old = deliver(at(1));
        put(Clip.ROTATED_90);
        Delivered stale = deliver(at(1));
        assertEquals(Outcome.STALE, stale.outcome());
        assertSame(old.picture(), stale.picture());
        assertEquals(0, stale.freshUntilMillis());
        Delivered current = deliver(at(1));
        while (current.outcome() == Outcome.STALE) {
            current = deliver(at(1));
        }
        assertEquals(180, current.picture().width());

        put(Clip.ANAMORPHIC);
        later = SETTINGS.delivery().staleWhileRevalidate().plusSeconds(1);
        Delivered waitedFor = deliver(at(1));
        assertEquals(Outcome.MISS, waitedFor.outcome());
        assertEquals(512, waitedFor.picture().width());
    }

    /** As where its file can't be deleted: the mark alone decides. */
    @Test
    void neverGivesWhatWasMadeBeforeItWasPurged() {
        Names names = new Names(List.of("entry-clip"), "/p/1/clip", "/p/1/clip");
        Delivered made = get(named(names));
        assertEquals(Outcome.MEMORY, get(named(names)).outcome());
        purges.apply(new Purge(Set.of("entry-other", "/p/1/cl"), false), System.currentTimeMillis());
        assertEquals(Outcome.MEMORY, get(named(names)).outcome());
        for (String name : List.of("entry-clip", "/p/1", made.picture().key(), Purge.ALL)) {
            pass();
            purges.apply(new Purge(Set.of(name), false), System.currentTimeMillis());
            pass();
            assertEquals(Outcome.MISS, get(named(names)).outcome(), name);
            assertEquals(Outcome.MEMORY, get(named(names)).outcome(), name);
        }
    }

    private Future<Delivered> named(Names names) {
        return delivery.deliver(medium.map(found -> new Order(found, at(1), names)), Trail.NONE)
                .future();
    }

    /** A purge means what was made in its own millisecond too. */
    private static void pass() {
        long now = System.currentTimeMillis();
        while (System.currentTimeMillis() <= now) {
            Thread.onSpinWait();
        }
    }

    @Test
    void remembersThatAVideoIsNone() throws Exception {
        put(Clip.GARBAGE);
        fails(Failure.Undecodable.class, ask(at(1)).future());
        fails(Failure.Undecodable.class, ask(at(2)).future());
        assertEquals(1, jobs.get());
        put(Clip.MP4_INDEX_FIRST);
        assertEquals(Outcome.MISS, deliver(at(1)).outcome());
    }

    @Test
    void remembersABadMomentForThatPictureAlone() {
        PictureSpec beyond = spec(new Moment.Slice(0, 2, 60_000_000, Moment.UNSET));
        fails(Failure.BadParameter.class, ask(beyond).future());
        fails(Failure.BadParameter.class, ask(beyond).future());
        assertEquals(1, jobs.get());
        assertEquals(Outcome.MISS, deliver(at(1)).outcome());
    }

    @Test
    void refusesAFormatThatIsOffBeforeAnyWork() {
        PictureSpec jxr = new PictureSpec(new Moment.Poster(), at(1).geometry(), new Encoding(ImageFormat.JXR, 75, 0));
        assertEquals(new Failure.FormatOff(ImageFormat.JXR), fails(Failure.FormatOff.class, ask(jxr).future()));
    }

    @Test
    void givesAnImageOnePictureForAllMoments() {
        medium = Future.succeededFuture(new Medium("clip", file.toUri(), Medium.Kind.IMAGE, 3, Medium.SERVERS_OFFSET));
        Delivered made = deliver(at(1));
        Delivered found = deliver(spec(new Moment.Strip(5_000, 0, Moment.UNSET)));
        assertSame(made.picture(), found.picture());
        assertTrue(found.settled());
        medium = Future.succeededFuture(video(file));
        assertFalse(deliver(at(1)).settled());
        fails(
                Failure.BadParameter.class,
                ask(spec(new Moment.Strip(5_000, 0, Moment.UNSET))).future());
    }

    @Test
    void looksForAMissingFileEachTime() throws Exception {
        Path late = temp.resolve("late.mp4");
        medium = Future.succeededFuture(video(late));
        fails(Failure.SourceMissing.class, ask(at(1)).future());
        Files.copy(file, late);
        assertEquals(Outcome.MISS, deliver(at(1)).outcome());
    }

    @Test
    void givesUpForAClientThatLeftBeforeItsEntryWasFound() {
        Promise<Medium> slow = Promise.promise();
        medium = slow.future();
        Delivery.Request request = ask(at(1));
        request.leave();
        slow.complete(video(file));
        fails(Failure.Cancelled.class, request.future());
        assertEquals(0, delivery.flights());
    }

    @Test
    void letsTheOthersHaveWhatOneGaveUp() {
        Delivery.Request first = ask(at(1));
        Delivery.Request second = ask(at(1));
        first.leave();
        assertEquals(320, get(second.future()).picture().width());
    }

    @Test
    void tellsUnforeseenTroubleAsAFaultOfOurs() {
        assertEquals(
                new Failure.Internal("java.lang.IllegalStateException: odd"),
                Delivery.failureOf(new IllegalStateException("odd")));
    }

    /** As when what is known of entries is forgotten first, which takes a while. */
    @Test
    void keepsNothingThatWasBegunBeforeAPurgeWhoseMarkComesLate() {
        Names names = new Names(List.of("entry-clip"), "/p/1/clip", "/p/1/clip");
        Future<Delivered> begun = named(names);
        Until.holds("a worker has it", () -> jobs.get() == 1);
        pass();
        long at = System.currentTimeMillis();
        get(begun);
        purges.apply(new Purge(Set.of("entry-clip"), false), at);
        assertEquals(Outcome.MISS, get(named(names)).outcome());
    }
}
