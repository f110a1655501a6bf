package io.posterframe.decode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The tone curves of profiles: {@code curv} (ICC.1:2022, 10.6) and {@code para} (10.18). */
final class IccCurve {
    private static final int SAMPLES = 32;

    /** In light; the plain gamma of 2.2 that some take for sRGB lies further off. */
    private static final double TOLERANCE = 0.003;

    private IccCurve() {}

    /** Whether a curve is sRGB's, within what eight bits can show. Throws IndexOutOfBoundsException when it is cut off. */
    static boolean isSrgb(ByteBuffer curve) {
        for (int i = 0; i <= SAMPLES; i++) {
            double value = (double) i / SAMPLES;
            if (!(Math.abs(light(curve, value) - srgb(value)) <= TOLERANCE)) {
                return false;
            }
        }
        return true;
    }

    private static double srgb(double value) {
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static double light(ByteBuffer curve, double value) {
        byte[] type = new byte[4];
        curve.get(0, type);
        return switch (new String(type, StandardCharsets.ISO_8859_1)) {
            case "curv" -> table(curve, value);
            case "para" -> formula(curve, value);
            default -> Double.NaN;
        };
    }

    private static double table(ByteBuffer curve, double value) {
        int count = curve.getInt(8);
        if (count == 0) {
            return value;
        }
        if (count == 1) {
            return Math.pow(value, (curve.getShort(12) & 0xffff) / 256.0);
        }
        double place = value * (count - 1);
        int low = (int) Math.min(place, count - 2.0);
        double below = entry(curve, low);
        return below + (place - low) * (entry(curve, low + 1) - below);
    }

    private static double entry(ByteBuffer curve, int index) {
        return (curve.getShort(12 + 2 * index) & 0xffff) / 65535.0;
    }

    /** Of the five formulas only that of type 3 can be sRGB's as it is usually written; type 4 adds constants to it. */
    private static double formula(ByteBuffer curve, double value) {
        int type = curve.getShort(8);
        double gamma = number(curve, 0);
        if (type == 0) {
            return Math.pow(value, gamma);
        }
        if (type != 3 && type != 4) {
            return Double.NaN;
        }
        boolean curved = value >= number(curve, 4);
        double offset = type == 4 ? number(curve, curved ? 5 : 6) : 0;
        return offset
                + (curved ? Math.pow(number(curve, 1) * value + number(curve, 2), gamma) : number(curve, 3) * value);
    }

    private static double number(ByteBuffer curve, int index) {
        return curve.getInt(12 + 4 * index) / 65536.0;
    }
}
