package io.posterframe.dialect.kaltura;

import io.posterframe.picture.Encoding;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;

/** Reads the quality and density of a request, and whether it asks for nothing but the picture as it is. */
final class ThumbnailEncoding {
    private ThumbnailEncoding() {}

    static Encoding of(Parameters parameters, Geometry geometry, ImageFormat format, KalturaConfig config) {
        int density = (int) Math.round(parameters.real(Parameter.DENSITY, 0, 65_535, 0));
        boolean original = geometry.width() == 0
                && geometry.height() == 0
                && density == 0
                && !ThumbnailFormat.isGiven(parameters)
                && !hasQuality(parameters)
                && parameters.text(Parameter.BGCOLOR) == null
                && !isStripped(parameters);
        return new Encoding(format, quality(parameters, config), density, original);
    }

    /** The default when not given or not a number; 0 is a quality like every other. */
    private static int quality(Parameters parameters, KalturaConfig config) {
        return hasQuality(parameters) ? parameters.integer(Parameter.QUALITY, 0, 100, 0) : config.defaultQuality();
    }

    static boolean hasQuality(Parameters parameters) {
        String value = parameters.text(Parameter.QUALITY);
        return value != null && PhpNumber.leads(value);
    }

    /** What PHP takes for true. A picture that is made has no metadata anyway; a file as it is may have. */
    private static boolean isStripped(Parameters parameters) {
        return parameters.id(Parameter.STRIP) != null;
    }
}
