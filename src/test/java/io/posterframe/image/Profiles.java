package io.posterframe.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** ICC profiles of version 2 (ICC.1:2001-04) that the tests write themselves. */
final class Profiles {
    private static final double GAMMA = 563 / 256.0;

    /** The columns are the D50-adapted XYZ of red, green and blue. */
    static final double[][] ADOBE_RGB = {
        {0.60974, 0.31111, 0.01947}, {0.20528, 0.62567, 0.06087}, {0.14919, 0.06322, 0.74457}
    };

    static final double[][] DISPLAY_P3 = {
        {0.51512, 0.24120, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.15710, 0.06657, 0.78407}
    };

    static final double[][] SRGB = {
        {0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708}, {0.14307, 0.06061, 0.71410}
    };

    private Profiles() {}

    static byte[] adobeRgb() {
        return rgb(ADOBE_RGB, curve(GAMMA));
    }

    static byte[] displayP3() {
        return rgb(DISPLAY_P3, srgbCurve());
    }

    static byte[] srgb() {
        return rgb(SRGB, srgbCurve());
    }

    static byte[] grey(double gamma) {
        return profile("GRAY", new String[] {"wtpt", "kTRC"}, xyz(new double[] {0.9642, 1, 0.8249}), curve(gamma));
    }

    private static byte[] rgb(double[][] matrix, byte[] curve) {
        return profile(
                "RGB ",
                new String[] {"wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"},
                xyz(new double[] {0.9642, 1, 0.8249}),
                xyz(matrix[0]),
                xyz(matrix[1]),
                xyz(matrix[2]),
                curve,
                curve,
                curve);
    }

    private static byte[] profile(String space, String[] names, byte[]... tags) {
        int size = 128 + 4 + 12 * (names.length + 2);
        byte[][] all = new byte[tags.length + 2][];
        System.arraycopy(tags, 0, all, 0, tags.length);
        all[tags.length] = description();
        all[tags.length + 1] = text();
        int total = size;
        for (byte[] tag : all) {
            total += tag.length + 3 & ~3;
        }
        ByteBuffer file = ByteBuffer.allocate(total);
        file.putInt(total).putInt(0).putInt(0x02400000).put(ascii("mntr" + space + "XYZ "));
        file.position(36).put(ascii("acsp"));
        file.putInt(68, 0xf6d6).putInt(72, 0x10000).putInt(76, 0xd32d);
        file.position(128).putInt(all.length);
        int at = size;
        for (int i = 0; i < all.length; i++) {
            String name = i < names.length ? names[i] : i == names.length ? "desc" : "cprt";
            file.position(132 + 12 * i).put(ascii(name)).putInt(at).putInt(all[i].length);
            file.position(at).put(all[i]);
            at += all[i].length + 3 & ~3;
        }
        return file.array();
    }

    private static byte[] xyz(double[] values) {
        ByteBuffer tag = ByteBuffer.allocate(20).put(ascii("XYZ ")).putInt(0);
        for (double value : values) {
            tag.putInt((int) Math.round(value * 65536));
        }
        return tag.array();
    }

    private static byte[] curve(double gamma) {
        return ByteBuffer.allocate(14)
                .put(ascii("curv"))
                .putInt(0)
                .putInt(1)
                .putShort((short) Math.round(gamma * 256))
                .array();
    }

    private static byte[] srgbCurve() {
        ByteBuffer tag =
                ByteBuffer.allocate(12 + 2 * 1024).put(ascii("curv")).putInt(0).putInt(1024);
        for (int i = 0; i < 1024; i++) {
            tag.putShort((short) Math.round(linear(i / 1023.0) * 65535));
        }
        return tag.array();
    }

    /** IEC 61966-2-1. */
    static double linear(double value) {
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    /** IEC 61966-2-1. */
    static double encoded(double linear) {
        return linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
    }

    static double adobeLinear(double value) {
        return Math.pow(value, GAMMA);
    }

    private static byte[] description() {
        return ByteBuffer.allocate(95)
                .put(ascii("desc"))
                .putInt(0)
                .putInt(5)
                .put(ascii("test"))
                .array();
    }

    private static byte[] text() {
        return ByteBuffer.allocate(12)
                .put(ascii("text"))
                .putInt(0)
                .put(ascii("cc0"))
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
