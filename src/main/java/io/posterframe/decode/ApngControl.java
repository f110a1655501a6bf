package io.posterframe.decode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * PNG's animation control chunk (PNG, third edition, 11.3.6.1), which stands before the pixels.
 *
 * @param frames 0 or more; 0 in a still picture
 * @param plays  0 for without end
 */
record ApngControl(int frames, int plays) {
    private static final int FIRST_CHUNK = 8;

    static ApngControl of(ByteBuffer png) {
        long at = FIRST_CHUNK;
        while (at + 16 <= png.limit()) {
            byte[] type = new byte[4];
            png.get((int) at + 4, type);
            switch (new String(type, StandardCharsets.ISO_8859_1)) {
                case "acTL" -> {
                    return new ApngControl(
                            Math.max(0, png.getInt((int) at + 8)), Math.max(0, png.getInt((int) at + 12)));
                }
                case "IDAT" -> at = png.limit();
                default -> at += 12 + (png.getInt((int) at) & 0xffffffffL);
            }
        }
        return new ApngControl(0, 1);
    }
}
