package io.posterframe.clips;

import java.util.HashMap;
import java.util.Map;

/** The way between sRGB, which the test pattern is in, and the values of the space that a clip's video is in. */
final class WideGamut {
    private static final double WHITE = 203;

    /** From BT.709's primaries to BT.2020's, on light (ITU-R BT.2087). */
    private static final double[][] TO_BT2020 = {
        {0.6274, 0.3293, 0.0433}, {0.0691, 0.9195, 0.0114}, {0.0164, 0.0880, 0.8956}
    };

    /** The way back. */
    private static final double[][] FROM_BT2020 = {
        {1.6605, -0.5876, -0.0728}, {-0.1246, 1.1329, -0.0083}, {-0.0182, -0.1006, 1.1187}
    };

    private final Colours colours;
    private final Map<Integer, double[]> known = new HashMap<>();

    WideGamut(Colours colours) {
        this.colours = colours;
    }

    /** Red, green and blue, 0 to 255. */
    double[] own(int rgb) {
        return known.computeIfAbsent(rgb, this::convert);
    }

    private double[] convert(int rgb) {
        double[] values = {rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255};
        if (colours.primaries != 9) {
            return values;
        }
        double[] light = light(values, TO_BT2020);
        double luminance = 0.2627 * light[0] + 0.6780 * light[1] + 0.0593 * light[2];
        double[] own = new double[3];
        for (int i = 0; i < 3; i++) {
            own[i] = 255
                    * switch (colours) {
                        case PQ -> pq(light[i] * WHITE);
                        case HLG -> hlg(light[i] * WHITE / 1000, luminance * WHITE / 1000);
                        default -> curve(light[i]);
                    };
        }
        return own;
    }

    /** The sRGB colour (0xRRGGBB) of BT.2020's red, green and blue (0xRRGGBB) with the curve of SDR. */
    static int srgb(int bt2020) {
        double[] light = light(new double[] {bt2020 >> 16 & 255, bt2020 >> 8 & 255, bt2020 & 255}, FROM_BT2020);
        int rgb = 0;
        for (double channel : light) {
            rgb = rgb << 8 | (int) Math.round(255 * curve(Math.max(0, Math.min(1, channel))));
        }
        return rgb;
    }

    private static double[] light(double[] values, double[][] primaries) {
        double[] light = new double[3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                light[row] += primaries[row][column] * linear(values[column] / 255);
            }
        }
        return light;
    }

    private static double linear(double value) {
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static double curve(double light) {
        return light <= 0.0031308 ? light * 12.92 : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
    }

    /** Of cd/m² (SMPTE ST 2084). */
    private static double pq(double luminance) {
        double power = Math.pow(luminance / 10_000, 0.1593017578125);
        return Math.pow((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power), 78.84375);
    }

    /** Of light as a share of the display's peak of 1000 cd/m² (ITU-R BT.2100). */
    private static double hlg(double display, double luminance) {
        double scene = luminance <= 0 ? 0 : display * Math.pow(luminance, 1 / 1.2 - 1);
        return scene <= 1 / 12.0 ? Math.sqrt(3 * scene) : 0.17883277 * Math.log(12 * scene - 0.28466892) + 0.55991073;
    }
}
