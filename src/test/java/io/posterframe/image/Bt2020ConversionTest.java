package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.decode.Colour;
import io.posterframe.decode.Colour.Matrix;
import io.posterframe.decode.ColourSpace.Bt2020;
import io.posterframe.decode.ColourSpace.Transfer;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Moment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HDR and BT.2020 colours of known light against the sRGB that they should become. */
class Bt2020ConversionTest {
    private static final double WHITE = 203;
    private static final int SKIN = 0xD8A488;
    private static final int[] COLOURS = {SKIN, 0x8D5524, 0x808080, 0xC83C32, 0x3CAA46, 0x3250BE, 0xC8BE3C, 0xFF0000};

    /** BT.709's primaries in BT.2020's (ITU-R BT.2087, table 4). */
    private static final double[][] TO_BT2020 = {
        {0.6274, 0.3293, 0.0433}, {0.0691, 0.9195, 0.0114}, {0.0164, 0.0880, 0.8956}
    };

    @ParameterizedTest
    @EnumSource
    void keepsColoursDarkerThanTheKnee(Transfer transfer) {
        for (int rgb : COLOURS) {
            // 0.4 of white are 81 cd/m²
            double share = transfer == Transfer.SDR ? 1 : 0.4;
            double[] light = light(rgb, share);
            assertShown(light, shown(transfer, light), 3, Integer.toHexString(rgb));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PQ", "HLG"})
    void keepsTheHueOfBrightColours(Transfer transfer) {
        for (int rgb : new int[] {SKIN, 0xC8BE3C, 0x9098A0}) {
            for (double times : new double[] {1, 2, 3}) {
                int[] seen = shown(transfer, light(rgb, times));
                double[] expected = light(rgb, 1);
                // as bright as it came out, but of the same proportions
                double most = Math.max(linear(seen[0]), Math.max(linear(seen[1]), linear(seen[2])));
                double should = Math.max(expected[0], Math.max(expected[1], expected[2]));
                for (int c = 0; c < 3; c++) {
                    expected[c] *= most / should;
                }
                assertShown(expected, seen, 4, Integer.toHexString(rgb) + " times " + times);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PQ", "HLG"})
    void showsWhiteNearWhiteAndTellsHighlightsApart(Transfer transfer) {
        assertEquals(230, shown(transfer, grey(203))[1], 3);
        assertEquals(255, shown(transfer, grey(1000))[1], 2);
        int before = -1;
        for (double luminance : new double[] {0, 0.5, 2, 5, 10, 20, 50, 80, 120, 160, 203, 300, 400, 550}) {
            int[] seen = shown(transfer, grey(luminance));
            assertTrue(seen[1] > before, luminance + " cd/m² is shown as " + seen[1] + " after " + before);
            assertEquals(seen[1], seen[0], 1, "grey stays grey");
            assertEquals(seen[1], seen[2], 1, "grey stays grey");
            before = seen[1];
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PQ", "HLG"})
    void keepsDetailInColoursThatSrgbCantShow(Transfer transfer) {
        // BT.2020's own green, brighter and brighter
        int before = 0;
        for (double value : new double[] {0.3, 0.4, 0.5, 1}) {
            int[] seen = shown(transfer, new double[] {0, value, 0}, "yuv444p12le");
            assertTrue(
                    seen[1] >= before + (value < 1 ? 10 : 0) && seen[0] < seen[1] / 2 && seen[2] < seen[1] * 2 / 3,
                    () -> seen[0] + "," + seen[1] + "," + seen[2]);
            before = seen[1];
        }
    }

    private static double[] grey(double luminance) {
        return new double[] {luminance / WHITE, luminance / WHITE, luminance / WHITE};
    }

    /** The light of an sRGB colour, in SDR's whites. */
    private static double[] light(int rgb, double times) {
        return new double[] {times * linear(rgb >> 16 & 255), times * linear(rgb >> 8 & 255), times * linear(rgb & 255)
        };
    }

    private static void assertShown(double[] light, int[] seen, int tolerance, String what) {
        for (int c = 0; c < 3; c++) {
            assertEquals(255 * curve(light[c]), seen[c], tolerance, what + ", channel " + c);
        }
    }

    /** What is shown of light in BT.709's primaries. */
    private static int[] shown(Transfer transfer, double[] light) {
        double[] wide = new double[3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                wide[row] += TO_BT2020[row][column] * light[column];
            }
        }
        double luminance = 0.2627 * wide[0] + 0.6780 * wide[1] + 0.0593 * wide[2];
        double[] values = new double[3];
        for (int c = 0; c < 3; c++) {
            values[c] = switch (transfer) {
                case SDR -> curve(wide[c]);
                case PQ -> pq(wide[c] * WHITE);
                case HLG -> hlg(wide[c] * WHITE / 1000, luminance * WHITE / 1000);
            };
        }
        return shown(transfer, values, "yuv444p12le");
    }

    private static int[] shown(Transfer transfer, double[] values, String format) {
        Colour colour = new Colour(Matrix.BT2020, false, new Bt2020(transfer));
        Plain video = new Plain(values, format, colour, 16, 16);
        int rgb = Made.read(Made.file(video, new Moment.At(0), Made.box(0, 0, Crop.FIT), Made.PNG)
                        .bytes())
                .getRGB(8, 8);
        return new int[] {rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255};
    }

    private static double linear(int value) {
        double share = value / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static double curve(double light) {
        return light <= 0.0031308 ? light * 12.92 : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
    }

    /** Of cd/m² (SMPTE ST 2084). */
    private static double pq(double luminance) {
        double power = Math.pow(luminance / 10_000, 0.1593017578125);
        return Math.pow((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power), 78.84375);
    }

    /** Of light on a display of 1000 cd/m², 0 to 1 (ITU-R BT.2100). */
    private static double hlg(double display, double luminance) {
        double scene = luminance <= 0 ? 0 : display * Math.pow(luminance, 1 / 1.2 - 1);
        return scene <= 1 / 12.0 ? Math.sqrt(3 * scene) : 0.17883277 * Math.log(12 * scene - 0.28466892) + 0.55991073;
    }
}
