package io.posterframe.still;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** WebP's container (RFC 9649, 2): the canvas of VP8X, or the size in the only frame; EXIF, mostly behind the pixels. */
final class WebpHeader {
    private static final int FIRST_CHUNK = 12;

    private WebpHeader() {}

    static ImageHeader.Size read(ByteBuffer file) {
        ByteBuffer bytes = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int data = FIRST_CHUNK + 8;
        if (Magic.starts(bytes, FIRST_CHUNK, "VP8X")) {
            return new ImageHeader.Size(1 + int24(bytes, data + 4), 1 + int24(bytes, data + 7), orientation(bytes));
        }
        if (Magic.starts(bytes, FIRST_CHUNK, "VP8L") && bytes.get(data) == 0x2f) {
            int sides = bytes.getInt(data + 1);
            return new ImageHeader.Size(1 + (sides & 0x3fff), 1 + (sides >>> 14 & 0x3fff));
        }
        boolean keyframe = Magic.starts(bytes, FIRST_CHUNK, "VP8 ") && Magic.starts(bytes, data + 3, "\u009d\u0001*");
        return keyframe
                ? new ImageHeader.Size(bytes.getShort(data + 6) & 0x3fff, bytes.getShort(data + 8) & 0x3fff)
                : ImageHeader.Size.UNKNOWN;
    }

    private static Orientation orientation(ByteBuffer bytes) {
        long at = FIRST_CHUNK;
        while (at + 8 <= bytes.limit()) {
            long length = bytes.getInt((int) at + 4) & 0xffffffffL;
            if (Magic.starts(bytes, (int) at, "EXIF")) {
                int available = (int) Math.min(length, bytes.limit() - at - 8);
                ByteBuffer exif = bytes.slice((int) at + 8, available);
                // some writers keep the prefix that EXIF has in JPEG
                boolean prefixed = Magic.starts(exif, 0, "Exif\0\0");
                return Tiff.orientation(prefixed ? exif.slice(6, available - 6) : exif);
            }
            at += 8 + length + (length & 1);
        }
        return Orientation.UPRIGHT;
    }

    private static int int24(ByteBuffer bytes, int at) {
        return bytes.getShort(at) & 0xffff | (bytes.get(at + 2) & 0xff) << 16;
    }
}
