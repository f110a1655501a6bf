package io.posterframe.http;

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

    /** How long a stale picture may be kept: a check or a new picture is under way and is seldom longer. */
    private static final Duration STALE_MAX_AGE = Duration.ofSeconds(10);

    /** The value for a picture that is current; {@code immutable} is added where the URL names a version. */
    String picture(boolean immutable) {
        String value = picture(maxAge, sharedMaxAge);
        return immutable ? value + ", immutable" : value;
    }

    /** The value for a picture that may not be current: worth asking for again in a moment. */
    String stale() {
        return picture(shorter(maxAge, STALE_MAX_AGE), shorter(sharedMaxAge, STALE_MAX_AGE));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private String picture(Duration own, Duration shared) {
        StringBuilder value = new StringBuilder("public, max-age=").append(own.toSeconds());
        value.append(", s-maxage=").append(shared.toSeconds());
        if (!staleWhileRevalidate.isZero()) {
            value.append(", stale-while-revalidate=").append(staleWhileRevalidate.toSeconds());
        }
        if (!staleIfError.isZero()) {
            value.append(", stale-if-error=").append(staleIfError.toSeconds());
        }
        return value.toString();
    }
}
