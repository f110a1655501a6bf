package io.posterframe.image;

import io.posterframe.decode.ColourSpace;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Knows the way to sRGB of each colour space. Keeps those that are dear to make. For one thread. */
final class ColourConversions {
    private ColourSpace.@Nullable Profiled profile;
    private ColourConversion profiled = ColourConversion.NONE;

    private final Map<ColourSpace.Transfer, ColourConversion> bt2020 = new EnumMap<>(ColourSpace.Transfer.class);

    ColourConversion toSrgb(ColourSpace space) {
        if (space instanceof ColourSpace.Profiled asked) {
            if (!asked.equals(profile)) {
                profiled = IccConversion.of(asked.icc());
                profile = asked;
            }
            return profiled;
        }
        if (space instanceof ColourSpace.Bt2020 wide) {
            return bt2020.computeIfAbsent(wide.transfer(), Bt2020Conversion::new);
        }
        return ColourConversion.NONE;
    }
}
