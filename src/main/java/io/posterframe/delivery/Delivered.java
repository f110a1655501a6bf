package io.posterframe.delivery;

import io.posterframe.cache.CachedPicture;
import io.posterframe.picture.Engine;
import org.jspecify.annotations.Nullable;

/**
 * A picture for a request.
 *
 * @param picture          the picture; a body that is a file belongs to the receiver
 * @param checkedAtMillis  when its source was last found to be of this version
 * @param freshUntilMillis until when the same answer may be given without asking; in the past for a stale one
 * @param settled          whether it was made of the very version of a stored image that the request named
 * @param engine           what decoded the video for this request, null when nothing did
 */
public record Delivered(
        CachedPicture picture,
        Outcome outcome,
        long checkedAtMillis,
        long freshUntilMillis,
        boolean settled,
        @Nullable Engine engine) {

    public Delivered(CachedPicture picture, Outcome outcome, long checkedAtMillis, long freshUntilMillis) {
        this(picture, outcome, checkedAtMillis, freshUntilMillis, false, null);
    }

    /** The same, to be repeated without asking until this time at most. */
    Delivered until(long millis) {
        return new Delivered(picture, outcome, checkedAtMillis, Math.min(freshUntilMillis, millis), settled, engine);
    }

    Delivered ofVersion() {
        return new Delivered(picture, outcome, checkedAtMillis, freshUntilMillis, true, engine);
    }

    Delivered by(@Nullable Engine decoder) {
        return new Delivered(picture, outcome, checkedAtMillis, freshUntilMillis, settled, decoder);
    }
}
