package io.posterframe.delivery;

import io.posterframe.cache.Bytes;
import io.posterframe.cache.CachedPicture;
import io.posterframe.cache.Failures;
import io.posterframe.cache.FileRegion;
import io.posterframe.cache.Flights;
import io.posterframe.cache.Found;
import io.posterframe.cache.PictureCache;
import io.posterframe.cache.Ticket;
import io.posterframe.cache.Tier;
import io.posterframe.cache.Work;
import io.posterframe.catalog.Medium;
import io.posterframe.hls.StreamLocation;
import io.posterframe.origin.CurrentSource;
import io.posterframe.origin.Origins;
import io.posterframe.origin.Uris;
import io.posterframe.picture.Engine;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Formats;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.PictureSpec;
import io.posterframe.purge.Names;
import io.posterframe.purge.Purges;
import io.posterframe.render.RenderPool;
import io.posterframe.render.RenderedPicture;
import io.posterframe.trail.Stage;
import io.posterframe.trail.Trail;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a picture or has it made.
 *
 * <p>A picture in the cache is good when it was taken from the source's current version; what that is, {@link Origins}
 * knows and re-checks. A picture of an earlier version is served for a while as it is, and made anew meanwhile. One that
 * was made before it was purged is as good as none, and what is being made when a purge comes is given to those who wait for
 * it and not kept. Failures are remembered: by source when any picture of it would fail, else by picture. Safe on every
 * thread; never blocks.
 */
public final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** How many times its span a picture of a live stream is shown while the stream can't be read. */
    private static final int LIVE_ON_ERROR = 3;

    /** Leaves room for the spec in a cache key of 2 KiB. */
    private static final int LONGEST_LOCATION = 1_500;

    private final Origins origins;
    private final PictureCache cache;
    private final Failures failures;
    private final RenderPool pool;
    private final Purges purges;
    private final DeliveryConfig config;
    private final PictureConfig pictures;
    private final Formats formats;
    private final InstantSource clock;
    private final LongConsumer lookupNanos;
    private final Flights<Fresh> flights = new Flights<>();

    /**
     * @param purges      what has been purged
     * @param formats     what can be written; another format is refused before any work
     * @param lookupNanos told how long each lookup in the cache took
     */
    public Delivery(
            Origins origins,
            PictureCache cache,
            Failures failures,
            RenderPool pool,
            Purges purges,
            DeliveryConfig config,
            PictureConfig pictures,
            Formats formats,
            InstantSource clock,
            LongConsumer lookupNanos) {
        this.origins = origins;
        this.cache = cache;
        this.failures = failures;
        this.pool = pool;
        this.purges = purges;
        this.config = config;
        this.pictures = pictures;
        this.formats = formats;
        this.clock = clock;
        this.lookupNanos = lookupNanos;
    }

    /** How many pictures are being made. */
    public int flights() {
        return flights.size();
    }

    /**
     * Finds or makes what is ordered. The request's future fails with a PictureException, the order's own among them.
     *
     * @param trail of who asks
     */
    public Request deliver(Future<Order> order, Trail trail) {
        Request request = new Request(clock.millis(), trail);
        Trail lookup = trail.begin(Stage.LOOKUP);
        order.onComplete(found -> end(lookup, found.cause()));
        request.result = order.compose(known -> ofOrder(known, request));
        return request;
    }

    /** One client's wait for a picture. */
    public static final class Request {
        private final long askedAtMillis;
        private final Trail trail;
        private Future<Delivered> result = Future.failedFuture("not asked yet");
        private @Nullable Ticket<Fresh> ticket;
        private boolean left;

        private Request(long askedAtMillis, Trail trail) {
            this.askedAtMillis = askedAtMillis;
            this.trail = trail;
        }

        public Future<Delivered> future() {
            return result;
        }

        /** The client is gone. Work that nobody else waits for is given up. */
        public synchronized void leave() {
            left = true;
            if (ticket != null) {
                ticket.leave();
            }
        }

        private synchronized void board(Ticket<Fresh> boarded) {
            ticket = boarded;
            if (left) {
                boarded.leave();
            }
        }
    }

    /** The key in the cache of the picture that is ordered: what a purge of its URL means. */
    public String key(Order order) {
        PictureSpec spec = specOf(order);
        return key(
                locationOf(order.medium(), spec),
                spec.withPosterAt(order.medium().posterMicros()));
    }

    private String key(URI location, PictureSpec spec) {
        return location + "|" + spec.key(pictures);
    }

    private static PictureSpec specOf(Order order) {
        return switch (order.medium().kind()) {
            case IMAGE -> order.spec().ofStill();
            case VIDEO -> order.spec().ofVideo();
            case UNKNOWN -> order.spec();
        };
    }

    private static URI locationOf(Medium medium, PictureSpec spec) {
        boolean stream = medium.kind() != Medium.Kind.IMAGE && StreamLocation.isStream(medium.location());
        return stream ? StreamLocation.of(medium.location(), spec.geometry()) : medium.location();
    }

    private Future<Delivered> ofOrder(Order order, Request request) {
        Medium medium = order.medium();
        PictureSpec spec = specOf(order);
        try {
            formats.check(spec.encoding().format());
            pictures.checkSlices(spec.moment());
        } catch (PictureException e) {
            return Future.failedFuture(e);
        }
        long chosenUntil = clock.millis() + medium.holdsFor().toMillis();
        Future<Delivered> delivered = atLocation(
                        locationOf(medium, spec), spec.withPosterAt(medium.posterMicros()), order.names(), request)
                .map(found -> found.until(chosenUntil));
        return medium.version() > 0 ? delivered.map(Delivered::ofVersion) : delivered;
    }

    private Future<Delivered> atLocation(URI location, PictureSpec spec, Names names, Request request) {
        if (location.toString().length() > LONGEST_LOCATION) {
            return Future.failedFuture(new PictureException(new Failure.OriginRefused(
                    "a location of " + location.toString().length() + " characters")));
        }
        Wanted wanted = Wanted.of(location, key(location, spec), spec, names, purges);
        CurrentSource fresh = origins.peekFresh(location);
        if (fresh != null && fresh.checkedAtMillis() > wanted.doubtedAt()) {
            return ofSource(fresh, wanted, request);
        }
        if (wanted.doubtedAt() != Purges.NEVER) {
            origins.due(location, wanted.doubtedAt(), wanted.purgedAt());
        }
        Failure known = failures.recall(wanted.sourceKey());
        Future<CurrentSource> asked =
                known == null ? checked(wanted, request.trail) : Future.failedFuture(new PictureException(known));
        return asked.transform(current -> current.succeeded()
                ? ofSource(current.result(), wanted, request)
                : withoutSource(current.cause(), wanted));
    }

    private Future<CurrentSource> checked(Wanted wanted, Trail trail) {
        Trail check = trail.begin(Stage.CHECK);
        return origins.current(wanted.location(), check)
                .onComplete(found -> end(check, found.cause()))
                .onFailure(cause -> rememberSource(failureOf(cause), wanted, trail));
    }

    private Future<Delivered> ofSource(CurrentSource current, Wanted wanted, Request request) {
        long begun = System.nanoTime();
        CachedPicture inMemory = cache.peek(wanted.key());
        Future<@Nullable Found> looked = inMemory != null && wanted.allows(inMemory)
                ? Future.succeededFuture(new Found(inMemory, Tier.MEMORY))
                : find(wanted);
        return looked.compose(found -> {
            long took = System.nanoTime() - begun;
            lookupNanos.accept(took);
            request.trail.took(Stage.CACHE, took);
            if (found != null && wanted.isMetBy(found.picture(), current)) {
                boolean unchecked = current.freshUntilMillis() < request.askedAtMillis;
                Outcome tier = found.tier() == Tier.MEMORY ? Outcome.MEMORY : Outcome.DISK;
                Outcome outcome = unchecked ? Outcome.STALE : tier;
                return Future.succeededFuture(delivered(found.picture(), outcome, current));
            }
            Failure known = recall(current, wanted);
            if (known != null) {
                return staleOr(new PictureException(known), found);
            }
            boolean changedLately = clock.millis() - current.changedAtMillis()
                    < config.staleWhileRevalidate().toMillis();
            Ticket<Fresh> ticket =
                    flights.join(wanted.pictureKey(current), () -> render(current, wanted, request.trail));
            if (found != null && changedLately && !found.picture().isLive()) {
                // this ticket is never given back: the new picture is wanted whoever leaves
                return Future.succeededFuture(new Delivered(
                        found.picture(), Outcome.STALE, found.picture().renderedAtMillis(), 0));
            }
            request.board(ticket);
            Outcome ifMade = ticket.joined() ? Outcome.JOINED : Outcome.MISS;
            Trail join = ticket.joined() ? request.trail.begin(Stage.JOIN) : Trail.NONE;
            return ticket.future().transform(made -> {
                if (made.succeeded()) {
                    join.waitedFor(made.result().trail);
                }
                end(join, made.cause());
                if (made.failed()) {
                    return staleOr(made.cause(), found);
                }
                release(found);
                Fresh fresh = made.result();
                Outcome outcome = fresh.shared ? Outcome.BUCKET : ifMade;
                return Future.succeededFuture(
                        delivered(fresh.picture, outcome, current).by(ticket.joined() ? null : fresh.engine));
            });
        });
    }

    /** What the cache has, unless it was made before it was purged. */
    private Future<@Nullable Found> find(Wanted wanted) {
        return cache.find(wanted.key()).map(found -> {
            if (found == null || wanted.allows(found.picture())) {
                return found;
            }
            release(found);
            return null;
        });
    }

    /** The source can't be asked: a picture that is not too old will do where the trouble may pass. */
    private Future<Delivered> withoutSource(Throwable cause, Wanted wanted) {
        return failureOf(cause).passing()
                ? find(wanted).compose(found -> staleOr(cause, found))
                : Future.failedFuture(cause);
    }

    /** A failure, or the picture that is at hand where the trouble may pass and the picture is not too old. */
    private Future<Delivered> staleOr(Throwable cause, @Nullable Found found) {
        if (found == null) {
            return Future.failedFuture(cause);
        }
        CachedPicture picture = found.picture();
        long most = picture.isLive()
                ? picture.livesMillis() * LIVE_ON_ERROR
                : config.staleIfError().toMillis();
        boolean young = clock.millis() - picture.renderedAtMillis() < most;
        if (failureOf(cause).passing() && young) {
            return Future.succeededFuture(new Delivered(picture, Outcome.STALE, picture.renderedAtMillis(), 0));
        }
        release(found);
        return Future.failedFuture(cause);
    }

    /**
     * A picture that was just made, and what decoded it.
     *
     * @param shared whether it was found in the bucket instead
     * @param trail  of its making
     */
    private record Fresh(CachedPicture picture, @Nullable Engine engine, boolean shared, Trail trail) {}

    /** @param asker the request that starts it; others may join */
    private Work<Fresh> render(CurrentSource current, Wanted wanted, Trail asker) {
        CachedPicture landed = cache.peek(wanted.key());
        if (landed != null && wanted.isMetBy(landed, current)) {
            return Work.done(new Fresh(landed, null, false, Trail.NONE));
        }
        Trail trail = asker.begin(Stage.RENDER);
        Rendering rendering = new Rendering(pool, origins, wanted.location(), wanted.spec(), pictures, trail);
        Future<Fresh> result = shared(current, wanted, trail).compose(found -> {
            if (found != null) {
                keep(found, wanted);
                return Future.succeededFuture(new Fresh(found, null, true, trail));
            }
            long begun = clock.millis();
            return rendering.start(current).map(done -> {
                CachedPicture picture = stored(done.picture(), done.source(), wanted, begun);
                if (keep(picture, wanted)) {
                    cache.share(picture);
                }
                return new Fresh(picture, done.picture().engine(), false, trail);
            });
        });
        return new Work<>(
                result.onComplete(made -> end(trail, made.cause()))
                        .onFailure(cause -> remember(failureOf(cause), current, wanted, asker)),
                rendering::cancel);
    }

    private static void end(Trail trail, @Nullable Throwable cause) {
        if (cause != null && trail.isTraced()) {
            trail.failed(failureOf(cause).category().name().toLowerCase(Locale.ROOT));
        }
        trail.end();
    }

    /** What another server has made of this very version; null for a live stream, as its pictures are not shared. */
    private Future<@Nullable CachedPicture> shared(CurrentSource current, Wanted wanted, Trail render) {
        if (!cache.isShared() || current.source().freshFor() != null) {
            return Future.succeededFuture(null);
        }
        Trail lookup = render.begin(Stage.BUCKET);
        String validator = current.source().version().validator();
        return cache.findShared(wanted.key(), wanted.names(), validator, wanted.purgedAt())
                .onComplete(looked -> lookup.end());
    }

    /** Unless a purge has come since the work began, also one that comes while it is put. */
    private boolean keep(CachedPicture picture, Wanted wanted) {
        if (isPurgedSince(wanted)) {
            return false;
        }
        cache.put(picture);
        boolean stays = !isPurgedSince(wanted);
        if (!stays) {
            cache.remove(picture.key());
        }
        return stays;
    }

    private boolean isPurgedSince(Wanted wanted) {
        return purges.purgedAt(wanted.names(), wanted.key()) > wanted.purgedAt();
    }

    private CachedPicture stored(RenderedPicture rendered, CurrentSource source, Wanted wanted, long begun) {
        long now = clock.millis();
        long modified = source.source().version().lastModifiedMillis();
        Duration lives = source.source().freshFor();
        return new CachedPicture(
                wanted.key(),
                rendered.format().contentType(),
                EntityTag.of(rendered.bytes()),
                modified > 0 && modified < now ? modified : now,
                begun,
                source.source().id(),
                source.source().version().validator(),
                rendered.width(),
                rendered.height(),
                Bytes.wrap(rendered.bytes()),
                lives == null ? 0 : Math.max(1, lives.toMillis()),
                wanted.names().toKeep());
    }

    private @Nullable Failure recall(CurrentSource current, Wanted wanted) {
        Failure ofVersion = failures.recall(wanted.versionKey(current));
        return ofVersion != null ? ofVersion : failures.recall(wanted.pictureKey(current));
    }

    /** Many may wait for one check and hear of its failure here; one line tells of it. */
    private void rememberSource(Failure failure, Wanted wanted, Trail trail) {
        URI location = wanted.location();
        if (failure instanceof Failure.SourceMissing && "file".equals(location.getScheme())) {
            // a file that is being replaced is missing for a moment, and another look costs nothing
            return;
        }
        if (failures.recall(wanted.sourceKey()) == null) {
            tell(failure, location, trail);
        }
        failures.remember(wanted.sourceKey(), failure);
    }

    private static void tell(Failure failure, URI location, Trail trail) {
        boolean told = failure.category() == Failure.Category.SOURCE
                || failure.category() == Failure.Category.ORIGIN
                || failure.category() == Failure.Category.WORKER
                || failure.category() == Failure.Category.NOT_FOUND;
        // a client that asks while it uploads is told so many times
        boolean soon = failure instanceof Failure.NotUploadedYet || failure instanceof Failure.NoSegmentYet;
        if (told && !soon) {
            String detail = failure.detail().isEmpty() ? "" : " (" + failure.detail() + ")";
            LOG.info("{}no picture of {}: {}{}", trail.prefix(), Uris.shown(location), failure.message(), detail);
        }
    }

    /**
     * What would fail for any picture of a source is remembered for the source, the rest for the picture. What a stream's
     * segment lacks says nothing of its others.
     */
    private void remember(Failure failure, CurrentSource current, Wanted wanted, Trail trail) {
        tell(failure, wanted.location(), trail);
        boolean whole = failure instanceof Failure.Undecodable
                || failure instanceof Failure.OriginFailed
                || failure instanceof Failure.SourceMissing;
        boolean wholeSource =
                failure instanceof Failure.WorkerDied || whole && !StreamLocation.isStream(wanted.location());
        failures.remember(wholeSource ? wanted.versionKey(current) : wanted.pictureKey(current), failure);
    }

    private static Delivered delivered(CachedPicture picture, Outcome outcome, CurrentSource current) {
        return new Delivered(picture, outcome, current.checkedAtMillis(), current.freshUntilMillis());
    }

    private static void release(@Nullable Found found) {
        if (found != null && found.picture().body() instanceof FileRegion file) {
            file.close();
        }
    }

    /** The failure that a future failed with; anything unforeseen is a fault of ours. */
    public static Failure failureOf(Throwable cause) {
        return cause instanceof PictureException known ? known.failure() : new Failure.Internal(String.valueOf(cause));
    }
}
