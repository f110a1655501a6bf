package io.posterframe.image;

import io.posterframe.decode.ColourSpace;
import org.jspecify.annotations.Nullable;

/** Knows the way to sRGB of each colour space. Keeps the last profile's, which is dear to make. For one thread. */
final class ColourConversions {
    private ColourSpace.@Nullable Profiled profile;
    private ColourConversion profiled = ColourConversion.NONE;

    ColourConversion toSrgb(ColourSpace space) {
        if (space instanceof ColourSpace.Profiled asked) {
            if (!asked.equals(profile)) {
                profiled = IccConversion.of(asked.icc());
                profile = asked;
            }
            return profiled;
        }
        return ColourConversion.NONE;
    }
}
