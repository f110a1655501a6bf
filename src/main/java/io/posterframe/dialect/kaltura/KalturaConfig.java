package io.posterframe.dialect.kaltura;

import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;

/**
 * What a thumbnail URL means where it says nothing.
 */
public record KalturaConfig(
        @Doc("Quality of a request without quality, 0 to 100, for every lossy format.") @Range(max = 100)
                int defaultQuality,
        @Doc(
                        "Format of a request without format. auto: AVIF or WebP where the request's Accept header lists them, else JPEG.")
                DefaultFormat defaultFormat,
        @Doc(
                        "Whether the account in a URL must be the one that owns the entry. Kaltura doesn't compare them; entries without an owner are never compared.")
                boolean checkPartner,
        @Doc("Whether a client that asks too often gets Kaltura's 404 with error 57 instead of 429.")
                boolean rateLimitAsNotFound) {

    /** The format of a URL that names none. */
    public enum DefaultFormat {
        JPEG,
        AUTO
    }

    public static final KalturaConfig DEFAULTS = new KalturaConfig(75, DefaultFormat.JPEG, false, false);
}
