package io.posterframe.hls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.posterframe.origin.Document;
import io.posterframe.origin.Origins;
import io.posterframe.picture.Failure.Undecodable;
import io.posterframe.picture.PictureException;
import io.posterframe.trail.Trail;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Playlists by their URL, kept for a while, bounded in bytes: pictures of many sizes at once read each once. Thread-safe,
 * never blocking.
 */
final class Documents {
    private static final long KEPT_BYTES = 8L << 20;
    private static final int OVERHEAD_BYTES = 1000;

    private record Kept(Document document, long askedAtMillis) {}

    private final Supplier<Origins> origins;
    private final int maxBytes;
    private final InstantSource clock;
    private final Cache<URI, Kept> kept = Caffeine.newBuilder()
            .maximumWeight(KEPT_BYTES)
            .weigher((URI uri, Kept one) -> one.document.bytes().length() + OVERHEAD_BYTES)
            .executor(Runnable::run)
            .build();
    private final Cache<URI, Future<Document>> underWay =
            Caffeine.newBuilder().maximumSize(10_000).build();

    Documents(Supplier<Origins> origins, int maxBytes, InstantSource clock) {
        this.origins = origins;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /**
     * The playlist as it was no longer than {@code maxAge} ago. Fails with PictureException.
     *
     * @param trail to which the asking belongs, if this is the one who has it asked for
     */
    Future<Document> get(URI uri, Duration maxAge, Trail trail) {
        Kept known = kept.getIfPresent(uri);
        if (known != null && isYoung(known, maxAge)) {
            return Future.succeededFuture(known.document);
        }
        Promise<Document> mine = Promise.promise();
        Future<Document> others = underWay.asMap().putIfAbsent(uri, mine.future());
        if (others != null) {
            return others;
        }
        ask(uri, known, trail).onComplete(mine);
        return mine.future();
    }

    /** Whether {@link #get} would answer at once. */
    boolean has(URI uri, Duration maxAge) {
        Kept known = kept.getIfPresent(uri);
        return known != null && isYoung(known, maxAge);
    }

    /** Whether there is one that {@link #get} would not answer. */
    boolean isOld(URI uri, Duration maxAge) {
        Kept known = kept.getIfPresent(uri);
        return known != null && !isYoung(known, maxAge);
    }

    private boolean isYoung(Kept known, Duration maxAge) {
        return clock.millis() - known.askedAtMillis < maxAge.toMillis();
    }

    private Future<Document> ask(URI uri, @Nullable Kept known, Trail trail) {
        long now = clock.millis();
        return origins.get()
                .document(uri, maxBytes, known == null ? null : known.document, trail)
                .onComplete(answer -> {
                    if (answer.succeeded()) {
                        kept.put(uri, new Kept(answer.result(), now));
                    }
                    underWay.invalidate(uri);
                })
                .recover(problem -> Future.failedFuture(named(problem)));
    }

    /** What is known to be outdated is asked for anew by the next one. */
    void forget(URI uri) {
        kept.invalidate(uri);
    }

    private Throwable named(Throwable problem) {
        boolean tooLarge = problem instanceof PictureException known && known.failure() instanceof Undecodable;
        return tooLarge
                ? Refusal.undecodable(
                        "has a playlist of more than the " + maxBytes + " bytes that are allowed",
                        ((PictureException) problem).failure().detail())
                : problem;
    }
}
