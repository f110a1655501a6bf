package io.posterframe.access;

import io.posterframe.catalog.Partner;
import org.jspecify.annotations.Nullable;

/**
 * That a caller may have pictures of an entry.
 *
 * @param shared         whether everybody who asks for the same URL gets the same; else nobody may keep the answer
 * @param untilMillis    when the right ends, milliseconds since 1970; {@link Long#MAX_VALUE} for never
 * @param captureAllowed whether frames may be taken of a video, rather than stored images served
 * @param partner        the account whose defaults count: the entry's owner, else the one in the URL; null when unknown
 */
public record Grant(boolean shared, long untilMillis, boolean captureAllowed, @Nullable Partner partner) {

    /** For everybody and for ever. */
    public static final Grant PUBLIC = new Grant(true, Long.MAX_VALUE, true, null);
}
