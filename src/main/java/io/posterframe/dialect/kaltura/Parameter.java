package io.posterframe.dialect.kaltura;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that mean something. All others are ignored, among them {@code crop_provider}, {@code thumb_entry_id},
 * {@code thumb_entry_version} and {@code flavor_params_id}.
 */
enum Parameter {
    ENTRY_ID,
    WIDGET_ID,
    VERSION,
    FLAVOR_ID,
    UPLOAD_TOKEN_ID,
    KS(4096),
    REFERRER(4096),
    WIDTH,
    HEIGHT,
    DEF_WIDTH,
    DEF_HEIGHT,
    TYPE,
    NEAREST_ASPECT_RATIO,
    BGCOLOR,
    QUALITY,
    SRC_X,
    SRC_Y,
    SRC_W,
    SRC_H,
    REL_WIDTH,
    REL_HEIGHT,
    VID_SEC,
    PROGRAM_TIME,
    VID_SLICE,
    VID_SLICES,
    START_SEC,
    END_SEC,
    DENSITY,
    STRIP,
    FORMAT,
    FILE_NAME(255);

    private static final Map<String, Parameter> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Parameter::urlName, Function.identity()));

    private final String urlName = name().toLowerCase(Locale.ROOT);
    private final int maxLength;

    Parameter() {
        this(128);
    }

    Parameter(int maxLength) {
        this.maxLength = maxLength;
    }

    /** The parameter of a decoded name; null for a name that means nothing. Case counts. */
    static @Nullable Parameter named(String name) {
        return BY_NAME.get(name);
    }

    /** The name in a URL. */
    String urlName() {
        return urlName;
    }

    /** The most characters that a decoded value may have. */
    int maxLength() {
        return maxLength;
    }
}
