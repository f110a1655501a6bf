package io.posterframe.decode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Embedded profiles (ICC.1:2022), as far as one needs to know them to decide whether to convert. */
final class IccProfile {
    private static final int HEADER_BYTES = 128;
    private static final int MOST_TAGS = 200;

    /** How far a primary may lie from sRGB's, in XYZ; editors round, and older ones adapt to D50 a little otherwise. */
    private static final double PRIMARY_TOLERANCE = 0.003;

    /** sRGB's primaries adapted to D50 (IEC 61966-2-1 with the Bradford matrix). */
    private static final double[][] SRGB_PRIMARIES = {
        {0.4361, 0.2225, 0.0139}, {0.3851, 0.7169, 0.0971}, {0.1431, 0.0606, 0.7141}
    };

    private final ByteBuffer bytes;

    private IccProfile(byte[] icc) {
        this.bytes = ByteBuffer.wrap(icc);
    }

    /** What an RGB or grey picture with this profile shows; sRGB when it is that, or is no profile for such a picture. */
    static ColourSpace space(byte[] icc) {
        try {
            IccProfile profile = new IccProfile(icc);
            String data = profile.text(16);
            boolean fits = profile.text(36).equals("acsp") && (data.equals("RGB ") || data.equals("GRAY"));
            return fits && !profile.isSrgb() ? new ColourSpace.Profiled(icc) : ColourSpace.SRGB;
        } catch (IndexOutOfBoundsException e) {
            return ColourSpace.SRGB;
        }
    }

    private boolean isSrgb() {
        if (tag("A2B0") >= 0) {
            return false;
        }
        boolean grey = text(16).equals("GRAY");
        String[] colours = grey ? new String[] {"k"} : new String[] {"r", "g", "b"};
        for (int i = 0; i < colours.length; i++) {
            int curve = tag(colours[i] + "TRC");
            if (curve < 0 || !IccCurve.isSrgb(bytes.slice(curve, bytes.limit() - curve))) {
                return false;
            }
            if (!grey && !near(tag(colours[i] + "XYZ"), SRGB_PRIMARIES[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean near(int tag, double[] expected) {
        for (int i = 0; tag >= 0 && i < expected.length; i++) {
            if (Math.abs(bytes.getInt(tag + 8 + 4 * i) / 65536.0 - expected[i]) > PRIMARY_TOLERANCE) {
                return false;
            }
        }
        return tag >= 0;
    }

    /** Where a tag's data begins, or -1. */
    private int tag(String name) {
        String padded = name.length() == 4 ? name : name + " ".repeat(4 - name.length());
        int count = Math.min(MOST_TAGS, bytes.getInt(HEADER_BYTES));
        for (int i = 0; i < count; i++) {
            int entry = HEADER_BYTES + 4 + 12 * i;
            if (text(entry).equals(padded)) {
                return bytes.getInt(entry + 4);
            }
        }
        return -1;
    }

    private String text(int at) {
        byte[] text = new byte[4];
        bytes.get(at, text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
