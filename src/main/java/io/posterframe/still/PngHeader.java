package io.posterframe.still;

import java.nio.ByteBuffer;

/** PNG, third edition: IHDR comes first (11.2.1); eXIf (11.3.4.5) counts before the pixels, as in browsers. */
final class PngHeader {
    private static final int FIRST_CHUNK = 8;

    private PngHeader() {}

    static ImageHeader.Size read(ByteBuffer bytes) {
        if (!Magic.starts(bytes, FIRST_CHUNK + 4, "IHDR")) {
            return ImageHeader.Size.UNKNOWN;
        }
        return new ImageHeader.Size(bytes.getInt(16), bytes.getInt(20), orientation(bytes));
    }

    private static Orientation orientation(ByteBuffer bytes) {
        long at = FIRST_CHUNK;
        while (at + 12 <= bytes.limit() && !Magic.starts(bytes, (int) at + 4, "IDAT")) {
            long length = bytes.getInt((int) at) & 0xffffffffL;
            if (Magic.starts(bytes, (int) at + 4, "eXIf")) {
                int available = (int) Math.min(length, bytes.limit() - at - 8);
                return Tiff.orientation(bytes.slice((int) at + 8, available));
            }
            at += 12 + length;
        }
        return Orientation.UPRIGHT;
    }
}
