package io.posterframe.dialect.kaltura;

import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;

/**
 * What a thumbnail URL means where it says nothing.
 */
public record KalturaConfig(
        @Doc("JPEG quality of a request without quality, 0 to 100.") @Range(max = 100) int defaultQuality) {
    public static final KalturaConfig DEFAULTS = new KalturaConfig(75);
}
