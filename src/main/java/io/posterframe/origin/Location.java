package io.posterframe.origin;

import io.posterframe.picture.PictureException;
import io.posterframe.trail.Trail;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one location, and when its origin is asked about it. Thread-safe.
 *
 * <p>The ages of a version, counted from its last successful check: up to {@code recheckAfter} it is answered; then up to
 * {@code staleWhileRevalidate} more it is answered and a re-check runs beside; then the re-check is waited for, and only
 * when that fails in a passing way the version is answered, up to {@code staleIfError} of age. Once a check has failed
 * nobody waits for the next ones while there is a version to answer, as an origin that hangs makes each of them long.
 * There is one check at a time, everybody who waits waits for it, and after a failed one none for {@value #PAUSE_MILLIS}
 * ms. A version of partial media counts as current only for who waited for its check,
 * and one of a live stream never longer than it says itself.
 */
final class Location {
    static final long PAUSE_MILLIS = 5000;

    /** How many times the span for which a live stream's version counts as current it will do while its origin fails. */
    private static final int LIVE_ON_ERROR = 3;

    private final URI uri;
    private final Origin origin;
    private final OriginConfig config;
    private final InstantSource clock;

    private volatile @Nullable CurrentSource current;
    private @Nullable Future<CurrentSource> check;
    private long checkBegunAt;
    private boolean doubted;
    /** Whether the last check failed. */
    private boolean failing;

    private long pausedUntil;

    Location(URI uri, Origin origin, OriginConfig config, InstantSource clock) {
        this.uri = uri;
        this.origin = origin;
        this.config = config;
        this.clock = clock;
    }

    /** The known version while no check is due, else null. */
    @Nullable
    CurrentSource fresh() {
        CurrentSource known = current;
        return known != null && clock.millis() < known.freshUntilMillis() ? known : null;
    }

    /**
     * The current version by the rules above; fails with what the check failed with.
     *
     * @param trail to which a check belongs that begins now
     */
    synchronized Future<CurrentSource> find(Trail trail) {
        CurrentSource known = current;
        if (known == null) {
            return check(trail);
        }
        long now = clock.millis();
        if (now < known.freshUntilMillis() && !doubted) {
            return Future.succeededFuture(known);
        }
        boolean usableOnError = now < known.checkedAtMillis() + usableOnErrorMillis(known.source());
        boolean paused = now < pausedUntil;
        boolean revalidates = !known.source().partial()
                && known.source().freshFor() == null
                && now
                        < known.freshUntilMillis()
                                + config.staleWhileRevalidate().toMillis();
        if (usableOnError && (failing || paused) || revalidates && !doubted) {
            if (!paused) {
                check(trail);
            }
            return Future.succeededFuture(known);
        }
        return check(trail)
                .recover(problem -> usableOnError && passes(problem)
                        ? Future.succeededFuture(known)
                        : Future.failedFuture(problem));
    }

    /** This version was found not to be the current one: the next {@link #find} asks, and waits for the answer. */
    synchronized void doubt(SourceVersion version) {
        CurrentSource known = current;
        if (known != null && known.source().version().equals(version)) {
            doubted = true;
            // who found that out had an answer from the origin
            failing = false;
            current = new CurrentSource(
                    known.source(),
                    known.checkedAtMillis(),
                    Math.min(known.freshUntilMillis(), clock.millis()),
                    known.changedAtMillis());
        }
    }

    /**
     * What was checked then or before is due to be checked, however fresh it is.
     *
     * @param anew whether the answer is waited for, and nothing trusted that was kept of the media
     */
    synchronized void due(long checkedBy, boolean anew) {
        if (anew && check != null && checkBegunAt <= checkedBy) {
            // who waits for it asked before; its answer is theirs alone
            check = null;
        }
        CurrentSource known = current;
        if (known == null || known.checkedAtMillis() > checkedBy) {
            return;
        }
        if (anew && !doubted) {
            origin.distrust(uri);
            doubted = true;
            failing = false;
            pausedUntil = 0;
        }
        current = new CurrentSource(
                known.source(),
                known.checkedAtMillis(),
                Math.min(known.freshUntilMillis(), checkedBy),
                known.changedAtMillis());
    }

    private Future<CurrentSource> check(Trail trail) {
        if (check != null) {
            return check;
        }
        Promise<CurrentSource> checked = Promise.promise();
        Future<CurrentSource> mine = checked.future();
        check = mine;
        checkBegunAt = clock.millis();
        CurrentSource known = current;
        // a doubted version is opened anew: its validators are the ones that didn't tell
        Future<MediaSource> asked =
                known == null || doubted ? origin.open(uri, trail) : origin.recheck(uri, known.source(), trail);
        asked.onComplete(answer -> {
            if (answer.succeeded()) {
                checked.complete(found(answer.result(), mine));
            } else {
                failed(answer.cause(), mine);
                checked.fail(answer.cause());
            }
        });
        return mine;
    }

    private synchronized CurrentSource found(MediaSource source, Future<CurrentSource> mine) {
        long now = clock.millis();
        CurrentSource known = current;
        long changedAt =
                known != null && known.source().version().equals(source.version()) ? known.changedAtMillis() : now;
        long freshMillis = source.partial() ? 0 : freshFor(source).toMillis();
        CurrentSource found = new CurrentSource(source, now, now + freshMillis, changedAt);
        if (check != mine) {
            return found;
        }
        current = found;
        check = null;
        doubted = false;
        failing = false;
        return found;
    }

    private Duration freshFor(MediaSource source) {
        Duration own = source.freshFor();
        Duration most = config.recheckAfter();
        return own == null || own.compareTo(most) > 0 ? most : own;
    }

    /** Of a live stream an old version is worth little soon. */
    private long usableOnErrorMillis(MediaSource source) {
        Duration own = source.freshFor();
        long most = config.staleIfError().toMillis();
        return own == null ? most : Math.min(most, own.toMillis() * LIVE_ON_ERROR);
    }

    private synchronized void failed(Throwable problem, Future<CurrentSource> mine) {
        if (check != mine) {
            return;
        }
        check = null;
        failing = true;
        pausedUntil = clock.millis() + PAUSE_MILLIS;
        if (!passes(problem)) {
            current = null;
        }
    }

    /** Whether nothing is known and nothing is under way, so that this object need not be kept. */
    synchronized boolean empty() {
        return current == null && check == null;
    }

    private static boolean passes(Throwable problem) {
        return problem instanceof PictureException known && known.failure().passing();
    }
}
