package io.posterframe.http;

import io.posterframe.dialect.Keeping;
import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import java.time.Duration;

/** What caches behind us are told, in Cache-Control. */
public record HeaderConfig(
        @Doc("max-age of a picture: how long a browser keeps it.") @Range(max = 31_536_000_000L) Duration maxAge,
        @Doc("s-maxage of a picture: how long a CDN keeps it.") @Range(max = 31_536_000_000L) Duration sharedMaxAge,
        @Doc("stale-while-revalidate of a picture; 0 leaves it out.") @Range(max = 31_536_000_000L)
                Duration staleWhileRevalidate,
        @Doc("stale-if-error of a picture; 0 leaves it out.") @Range(max = 31_536_000_000L) Duration staleIfError,
        @Doc("max-age of an error that lasts (404).") @Range(max = 86_400_000) Duration errorMaxAge) {

    public static final HeaderConfig DEFAULTS = new HeaderConfig(
            Duration.ofHours(1), Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofDays(1), Duration.ofMinutes(1));

    /** The value for an answer that was for its asker alone. */
    static final String NOBODY = "private, no-store";

    /** How long a stale picture may be kept: a check or a new picture is under way and is seldom longer. */
    private static final Duration STALE_MAX_AGE = Duration.ofSeconds(10);

    /**
     * The value for a picture that is current; {@code immutable} is added where the URL names a version.
     *
     * @param keeping     who may keep it
     * @param livesMillis how long it is true, for a picture of a live stream; 0 for any other
     */
    String picture(boolean immutable, Keeping keeping, long livesMillis, long nowMillis) {
        if (livesMillis > 0) {
            return live(keeping, Duration.ofMillis(livesMillis), nowMillis);
        }
        String value = value(keeping, maxAge, sharedMaxAge, nowMillis);
        return immutable && keeping.shared() ? value + ", immutable" : value;
    }

    /** No cache shows such a picture when it is old, whatever becomes of the stream. */
    private String live(Keeping keeping, Duration lives, long nowMillis) {
        if (!keeping.shared()) {
            return NOBODY;
        }
        Duration left = Duration.ofMillis(Math.max(0, keeping.untilMillis() - nowMillis));
        Duration asked = keeping.maxAge() == null ? lives : shorter(keeping.maxAge(), lives);
        return picture(shorter(shorter(asked, maxAge), left), shorter(shorter(asked, sharedMaxAge), left), false);
    }

    /** The value for a picture that may not be current: worth asking for again in a moment. */
    String stale(Keeping keeping, long livesMillis, long nowMillis) {
        if (livesMillis > 0) {
            return live(keeping, shorter(Duration.ofMillis(livesMillis), STALE_MAX_AGE), nowMillis);
        }
        Keeping aMoment = keeping.maxAge() == null
                ? keeping
                : new Keeping(keeping.shared(), shorter(keeping.maxAge(), STALE_MAX_AGE), keeping.untilMillis());
        return value(aMoment, shorter(maxAge, STALE_MAX_AGE), shorter(sharedMaxAge, STALE_MAX_AGE), nowMillis);
    }

    private String value(Keeping keeping, Duration own, Duration shared, long nowMillis) {
        if (!keeping.shared()) {
            return NOBODY;
        }
        Duration instead = keeping.maxAge();
        Duration left = Duration.ofMillis(Math.max(0, keeping.untilMillis() - nowMillis));
        return picture(
                shorter(instead == null ? own : instead, left),
                shorter(instead == null ? shared : instead, left),
                keeping.untilMillis() == Long.MAX_VALUE);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** @param staleToo whether the picture may also be shown when it is old */
    private String picture(Duration own, Duration shared, boolean staleToo) {
        StringBuilder value = new StringBuilder("public, max-age=").append(own.toSeconds());
        value.append(", s-maxage=").append(shared.toSeconds());
        if (staleToo && !staleWhileRevalidate.isZero()) {
            value.append(", stale-while-revalidate=").append(staleWhileRevalidate.toSeconds());
        }
        if (staleToo && !staleIfError.isZero()) {
            value.append(", stale-if-error=").append(staleIfError.toSeconds());
        }
        return value.toString();
    }
}
