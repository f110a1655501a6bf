package io.posterframe.http;

import io.posterframe.dialect.Keeping;
import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What caches behind us are told, in Cache-Control and in a field for CDNs alone. */
public record HeaderConfig(
        @Doc("max-age of a picture: how long a browser keeps it.") @Range(max = 31_536_000_000L) Duration maxAge,
        @Doc("s-maxage of a picture: how long a CDN keeps it.") @Range(max = 31_536_000_000L) Duration sharedMaxAge,
        @Doc("stale-while-revalidate of a picture; 0 leaves it out.") @Range(max = 31_536_000_000L)
                Duration staleWhileRevalidate,
        @Doc("stale-if-error of a picture; 0 leaves it out.") @Range(max = 31_536_000_000L) Duration staleIfError,
        @Doc("max-age of an error that lasts (404).") @Range(max = 86_400_000) Duration errorMaxAge,
        @Doc(
                        "max-age of a picture in a field for CDNs alone (RFC 9213), instead of s-maxage: for CDNs that are purged, and may so keep pictures for longer. 0 sends no such field.")
                @Range(max = 31_536_000_000L)
                Duration cdnMaxAge,
        @Doc("The name of that field.") CdnField cdnField) {

    public static final HeaderConfig DEFAULTS = new HeaderConfig(
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            Duration.ofDays(1),
            Duration.ofMinutes(1),
            Duration.ZERO,
            CdnField.CDN_CACHE_CONTROL);

    /** Who reads it. */
    public enum CdnField {
        /** Every CDN that knows RFC 9213. */
        CDN_CACHE_CONTROL,
        /** Cloudflare, which doesn't pass it on. */
        CLOUDFLARE_CDN_CACHE_CONTROL,
        /** Fastly, which knows no other, and some older ones. */
        SURROGATE_CONTROL;

        private final CharSequence written =
                HttpHeaders.createOptimized(name().toLowerCase(Locale.ROOT).replace('_', '-'));

        /** As it is written to a response. */
        CharSequence written() {
            return written;
        }
    }

    /**
     * The fields of one answer.
     *
     * @param cacheControl of everybody
     * @param cdn          of {@link #cdnField}; null where CDNs are told nothing else
     * @param mostAge      the most that Age may say, in seconds: half of what the picture may be kept for, so that a copy is of
     *                     use for a while where checks of its video lie further apart
     */
    record Told(String cacheControl, @Nullable String cdn, long mostAge) {}

    /** The value for an answer that was for its asker alone. */
    static final String NOBODY = "private, no-store";

    private static final Told NOBODY_IS_TOLD = new Told(NOBODY, null, Long.MAX_VALUE);

    /** How long a stale picture may be kept: a check or a new picture is under way and is seldom longer. */
    private static final Duration STALE_MAX_AGE = Duration.ofSeconds(10);

    private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);

    /**
     * For a picture that is current; {@code immutable} is added where the URL names a version.
     *
     * @param keeping     who may keep it
     * @param livesMillis how long it is true, for a picture of a live stream; 0 for any other
     */
    Told picture(boolean immutable, Keeping keeping, long livesMillis, long nowMillis) {
        if (livesMillis > 0) {
            return live(keeping, Duration.ofMillis(livesMillis), nowMillis);
        }
        return kept(immutable, keeping, FOREVER, nowMillis);
    }

    /** No cache shows such a picture when it is old, whatever becomes of the stream. */
    private Told live(Keeping keeping, Duration lives, long nowMillis) {
        if (!keeping.shared()) {
            return NOBODY_IS_TOLD;
        }
        Duration most = shorter(lives, left(keeping, nowMillis));
        Duration asked = keeping.maxAge() == null ? most : shorter(keeping.maxAge(), most);
        Told told = told(false, shorter(asked, maxAge), shorter(asked, sharedMaxAge), shorter(asked, cdnMaxAge), false);
        return new Told(told.cacheControl, told.cdn, Long.MAX_VALUE);
    }

    /** For a picture that may not be current: worth asking for again in a moment. */
    Told stale(Keeping keeping, long livesMillis, long nowMillis) {
        if (livesMillis > 0) {
            return live(keeping, shorter(Duration.ofMillis(livesMillis), STALE_MAX_AGE), nowMillis);
        }
        return kept(false, keeping, STALE_MAX_AGE, nowMillis);
    }

    /** For an error that lasts. */
    Told error(boolean shared) {
        if (!shared) {
            return NOBODY_IS_TOLD;
        }
        String maxAge = "max-age=" + errorMaxAge.toSeconds();
        return new Told("public, " + maxAge, cdnMaxAge.isZero() ? null : maxAge, Long.MAX_VALUE);
    }

    private Told kept(boolean immutable, Keeping keeping, Duration most, long nowMillis) {
        if (!keeping.shared()) {
            return NOBODY_IS_TOLD;
        }
        Duration instead = keeping.maxAge();
        Duration atMost = shorter(most, left(keeping, nowMillis));
        return told(
                immutable,
                shorter(instead == null ? maxAge : instead, atMost),
                shorter(instead == null ? sharedMaxAge : instead, atMost),
                shorter(instead == null ? cdnMaxAge : instead, atMost),
                keeping.untilMillis() == Long.MAX_VALUE);
    }

    private static Duration left(Keeping keeping, long nowMillis) {
        return keeping.untilMillis() == Long.MAX_VALUE
                ? FOREVER
                : Duration.ofMillis(Math.max(0, keeping.untilMillis() - nowMillis));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** @param staleToo whether the picture may also be shown when it is old */
    private Told told(boolean immutable, Duration own, Duration shared, Duration cdn, boolean staleToo) {
        String old = staleToo
                ? part(", stale-while-revalidate=", staleWhileRevalidate) + part(", stale-if-error=", staleIfError)
                : "";
        String cacheControl = "public, max-age=" + own.toSeconds() + ", s-maxage=" + shared.toSeconds() + old
                + (immutable ? ", immutable" : "");
        boolean none = cdnMaxAge.isZero();
        long shortest = LongStream.of(own.toSeconds(), shared.toSeconds(), none ? 0 : cdn.toSeconds())
                .filter(seconds -> seconds > 0)
                .min()
                .orElse(0);
        return new Told(cacheControl, none ? null : "max-age=" + cdn.toSeconds() + old, shortest / 2);
    }

    private static String part(String name, Duration time) {
        return time.isZero() ? "" : name + time.toSeconds();
    }
}
