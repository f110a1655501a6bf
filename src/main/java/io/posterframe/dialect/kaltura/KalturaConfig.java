package io.posterframe.dialect.kaltura;

import io.posterframe.picture.Range;

/**
 * What a thumbnail URL means where it says nothing.
 *
 * @param defaultQuality JPEG quality of a request without {@code quality}, 0 to 100; default 75
 */
public record KalturaConfig(@Range(max = 100) int defaultQuality) {
    public static final KalturaConfig DEFAULTS = new KalturaConfig(75);
}
