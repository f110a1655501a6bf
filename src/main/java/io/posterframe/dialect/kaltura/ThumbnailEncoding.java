package io.posterframe.dialect.kaltura;

import io.posterframe.picture.Encoding;
import io.posterframe.picture.ImageFormat;
import java.util.Locale;

/** Reads the format, quality and density of a request. */
final class ThumbnailEncoding {
    private ThumbnailEncoding() {}

    static Encoding of(Parameters parameters, KalturaConfig config) {
        return new Encoding(format(parameters), quality(parameters, config), (int)
                Math.round(parameters.real(Parameter.DENSITY, 0, 65_535, 0)));
    }

    /** JPEG when not given or empty. */
    private static ImageFormat format(Parameters parameters) {
        String value = parameters.text(Parameter.FORMAT);
        if (value == null) {
            return ImageFormat.JPEG;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "", "jpg", "jpeg" -> ImageFormat.JPEG;
            case "png" -> ImageFormat.PNG;
            default -> throw Parameters.bad(Parameter.FORMAT, "must be one of jpg, jpeg, png");
        };
    }

    /** The default when not given or not a number; 0 is a quality like every other. */
    private static int quality(Parameters parameters, KalturaConfig config) {
        String value = parameters.text(Parameter.QUALITY);
        return value == null || !PhpNumber.leads(value)
                ? config.defaultQuality()
                : parameters.integer(Parameter.QUALITY, 0, 100, 0);
    }
}
