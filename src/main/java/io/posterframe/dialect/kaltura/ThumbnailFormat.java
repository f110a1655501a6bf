package io.posterframe.dialect.kaltura;

import io.posterframe.dialect.Variant;
import io.posterframe.picture.ImageFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the format of a request. */
final class ThumbnailFormat {
    private static final String AUTO = "auto";

    private static final String RULE = "must be one of "
            + Stream.concat(ImageFormat.names().stream(), Stream.of(AUTO)).collect(Collectors.joining(", "));

    private ThumbnailFormat() {}

    /** Whether the request names a format, {@code auto} being one; an empty one is none. */
    static boolean isGiven(Parameters parameters) {
        String name = parameters.text(Parameter.FORMAT);
        return name != null && !name.isEmpty();
    }

    /** Whether the request leaves the choice to its Accept header. */
    static boolean isNegotiated(Parameters parameters, KalturaConfig config) {
        return isGiven(parameters)
                ? AUTO.equals(name(parameters))
                : config.defaultFormat() == KalturaConfig.DefaultFormat.AUTO;
    }

    /** @param accepted what the request's Accept header comes down to */
    static ImageFormat of(Parameters parameters, KalturaConfig config, Variant accepted) {
        if (isNegotiated(parameters, config)) {
            return accepted.format();
        }
        return isGiven(parameters)
                ? ImageFormat.named(name(parameters)).orElseThrow(() -> Parameters.bad(Parameter.FORMAT, RULE))
                : ImageFormat.JPEG;
    }

    private static String name(Parameters parameters) {
        String name = parameters.text(Parameter.FORMAT);
        return name == null ? "" : name.toLowerCase(Locale.ROOT);
    }
}
