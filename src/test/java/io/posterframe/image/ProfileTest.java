package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.posterframe.decode.ColourSpace;
import io.posterframe.picture.Crop;
import io.posterframe.picture.ImageFormat;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Embedded profiles are converted to sRGB. */
class ProfileTest {
    private static final int[] COLOURS = {
        0xffffff, 0x000000, 0x808080, 0xc86432, 0x326432, 0x6464c8, 0xb4a078, 0x405060, 0xe0c8b8, 0x909000
    };

    @ParameterizedTest
    @EnumSource(names = {"PNG24", "PNG32", "PNG48", "PNG64"})
    void adobeRgbAndDisplayP3LookAsTheyShould(ImageFormat format) {
        for (int colour : COLOURS) {
            check(colour, Profiles.adobeRgb(), Profiles.ADOBE_RGB, Profiles::adobeLinear, format);
            check(colour, Profiles.displayP3(), Profiles.DISPLAY_P3, Profiles::linear, format);
        }
    }

    private static void check(
            int colour, byte[] profile, double[][] matrix, DoubleUnaryOperator linear, ImageFormat format) {
        int[] expected = srgb(colour, matrix, linear);
        for (int alpha : new int[] {0x80, 0xff}) {
            Sample sample = new Sample(40, 30, (x, y) -> alpha << 24 | colour).in(new ColourSpace.Profiled(profile));
            if (format.deep()) {
                sample.deep();
            }
            for (int width : new int[] {40, 17, 70}) {
                Composed made = Composed.of(sample.frame(), Made.box(width, 0, Crop.FIT), format);
                int seen = made.argb(width / 2, 9);
                for (int c = 0; c < 3; c++) {
                    boolean kept = format.alpha() || alpha == 0xff;
                    double wanted = kept ? expected[c] : (expected[c] * 128 + 255 * 127) / 255.0;
                    String what = Integer.toHexString(colour) + " is " + Integer.toHexString(seen) + " in " + format;
                    assertEquals(wanted, seen >> 16 - 8 * c & 255, 2, what);
                }
            }
        }
    }

    /** Worked out from the primaries. */
    private static int[] srgb(int colour, double[][] matrix, DoubleUnaryOperator linear) {
        double[] xyz = new double[3];
        for (int c = 0; c < 3; c++) {
            double light = linear.applyAsDouble((colour >> 16 - 8 * c & 255) / 255.0);
            for (int i = 0; i < 3; i++) {
                xyz[i] += light * matrix[c][i];
            }
        }
        // the inverse of sRGB's D50-adapted matrix
        double[][] back = {
            {3.1338561, -1.6168667, -0.4906146}, {-0.9787684, 1.9161415, 0.0334540}, {0.0719453, -0.2289914, 1.4052427}
        };
        int[] result = new int[3];
        for (int c = 0; c < 3; c++) {
            double light = back[c][0] * xyz[0] + back[c][1] * xyz[1] + back[c][2] * xyz[2];
            result[c] = (int) Math.round(255 * Profiles.encoded(Math.max(0, Math.min(1, light))));
        }
        return result;
    }

    @Test
    void greyProfilesAreConvertedToo() {
        Sample sample =
                new Sample(40, 30, (x, y) -> 0xff808080).opaque().in(new ColourSpace.Profiled(Profiles.grey(1.0)));
        Composed made = Composed.of(sample.frame(), Made.box(20, 0, Crop.FIT), ImageFormat.PNG);
        int expected = (int) Math.round(255 * Profiles.encoded(128 / 255.0));
        for (int c = 0; c < 3; c++) {
            assertEquals(expected, made.at(9, 9)[c], 2);
        }
    }

    @Test
    void aProfileThatMeansSrgbCostsNothing() {
        assertSame(ColourConversion.NONE, IccConversion.of(Profiles.srgb()));
        assertSame(
                ColourConversion.NONE,
                IccConversion.of(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData()));
        assertNotSame(ColourConversion.NONE, IccConversion.of(Profiles.displayP3()));
    }

    @Test
    void aBrokenProfileIsIgnored() {
        assertSame(ColourConversion.NONE, IccConversion.of(new byte[0]));
        assertSame(ColourConversion.NONE, IccConversion.of(new byte[200]));
        assertSame(ColourConversion.NONE, IccConversion.of(new byte[(4 << 20) + 1]));
        byte[] good = Profiles.displayP3();
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] broken = random.nextBoolean() ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int n = random.nextInt(8); n >= 0 && broken.length > 0; n--) {
                broken[random.nextInt(Math.min(400, broken.length))] = (byte) random.nextInt();
            }
            // must only not fail
            IccConversion.of(broken);
        }
    }

    @Test
    void theLastProfileIsKept() {
        ColourConversions conversions = new ColourConversions();
        ColourConversion first = conversions.toSrgb(new ColourSpace.Profiled(Profiles.displayP3()));
        assertSame(first, conversions.toSrgb(new ColourSpace.Profiled(Profiles.displayP3())));
        assertNotSame(first, conversions.toSrgb(new ColourSpace.Profiled(Profiles.adobeRgb())));
        assertSame(ColourConversion.NONE, conversions.toSrgb(ColourSpace.SRGB));
    }
}
