package io.posterframe.decode;

import java.util.Arrays;

/** What the RGB values of a picture mean, once it is RGB. */
public sealed interface ColourSpace {

    /** sRGB, and video of standard range with BT.709's or BT.601's primaries, which players show alike. */
    record Srgb() implements ColourSpace {}

    /** BT.2020's primaries. */
    record Bt2020(Transfer transfer) implements ColourSpace {}

    /** How the values of BT.2020 video become light. */
    enum Transfer {
        SDR,
        /** SMPTE ST 2084: absolute, up to 10,000 cd/m². */
        PQ,
        /** ARIB STD-B67. */
        HLG
    }

    /**
     * As an embedded profile says.
     *
     * @param icc the profile's bytes as they came: from strangers
     */
    record Profiled(byte[] icc) implements ColourSpace {
        @Override
        public boolean equals(Object other) {
            return other instanceof Profiled profiled && Arrays.equals(icc, profiled.icc);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(icc);
        }
    }

    ColourSpace SRGB = new Srgb();
}
