package io.posterframe.delivery;

import io.posterframe.cache.CachedPicture;
import io.posterframe.cache.Failures;
import io.posterframe.cache.FileRegion;
import io.posterframe.cache.Found;
import io.posterframe.cache.PictureCache;
import io.posterframe.cache.Ticket;
import io.posterframe.cache.Tier;
import io.posterframe.catalog.Medium;
import io.posterframe.hls.StreamLocation;
import io.posterframe.origin.CurrentSource;
import io.posterframe.origin.Origins;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Formats;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.PictureSpec;
import io.posterframe.purge.Names;
import io.posterframe.purge.Purges;
import io.posterframe.render.RenderPool;
import io.posterframe.trail.Stage;
import io.posterframe.trail.Trail;
import io.vertx.core.Future;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

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
    /** How many times its span a picture of a live stream is shown while the stream can't be read. */
    private static final int LIVE_ON_ERROR = 3;

    /** Leaves room for the spec in a cache key of 2 KiB. */
    private static final int LONGEST_LOCATION = 1_500;

    private final Origins origins;
    private final PictureCache cache;
    private final KnownFailures failures;
    private final Making making;
    private final Purges purges;
    private final DeliveryConfig config;
    private final PictureConfig pictures;
    private final Formats formats;
    private final InstantSource clock;
    private final LongConsumer lookupNanos;

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
        this.failures = new KnownFailures(failures);
        making = new Making(origins, cache, this.failures, pool, purges, pictures, clock);
        this.purges = purges;
        this.config = config;
        this.pictures = pictures;
        this.formats = formats;
        this.clock = clock;
        this.lookupNanos = lookupNanos;
    }

    /** How many pictures are being made. */
    public int flights() {
        return making.flights();
    }

    /**
     * Finds or makes what is ordered. The request's future fails with a PictureException, the order's own among them.
     *
     * @param trail of who asks
     */
    public Request deliver(Future<Order> order, Trail trail) {
        Request request = new Request(clock.millis(), trail);
        Trail lookup = trail.begin(Stage.LOOKUP);
        order.onComplete(found -> StageEnd.tell(lookup, found.cause()));
        request.result = order.compose(known -> ofOrder(known, request));
        return request;
    }

    /** One client's wait for a picture. */
    public static final class Request {
        private final long askedAtMillis;
        private final Trail trail;
        private Future<Delivered> result = Future.failedFuture("not asked yet");
        private @Nullable Ticket<Making.Fresh> ticket;
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

        private synchronized void board(Ticket<Making.Fresh> boarded) {
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
        Failure known = failures.ofSource(wanted);
        Future<CurrentSource> asked =
                known == null ? checked(wanted, request.trail) : Future.failedFuture(new PictureException(known));
        return asked.transform(current -> current.succeeded()
                ? ofSource(current.result(), wanted, request)
                : withoutSource(current.cause(), wanted));
    }

    private Future<CurrentSource> checked(Wanted wanted, Trail trail) {
        Trail check = trail.begin(Stage.CHECK);
        return origins.current(wanted.location(), check)
                .onComplete(found -> StageEnd.tell(check, found.cause()))
                .onFailure(cause -> failures.rememberSource(failureOf(cause), wanted, trail));
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
            Failure known = failures.ofPicture(current, wanted);
            if (known != null) {
                return staleOr(new PictureException(known), found);
            }
            boolean changedLately = clock.millis() - current.changedAtMillis()
                    < config.staleWhileRevalidate().toMillis();
            Ticket<Making.Fresh> ticket = making.join(current, wanted, request.trail);
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
                    join.waitedFor(made.result().trail());
                }
                StageEnd.tell(join, made.cause());
                if (made.failed()) {
                    return staleOr(made.cause(), found);
                }
                release(found);
                Making.Fresh fresh = made.result();
                Outcome outcome = fresh.shared() ? Outcome.BUCKET : ifMade;
                return Future.succeededFuture(
                        delivered(fresh.picture(), outcome, current).by(ticket.joined() ? null : fresh.engine()));
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
