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
                DefaultFormat defaultFormat) {

    /** The format of a URL that names none. */
    public enum DefaultFormat {
        JPEG,
        AUTO
    }

    public static final KalturaConfig DEFAULTS = new KalturaConfig(75, DefaultFormat.JPEG);
}
