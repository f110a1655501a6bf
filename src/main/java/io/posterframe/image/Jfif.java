package io.posterframe.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** The APP0 segment that says "this is JFIF" and how dense its pixels are (JFIF 1.02, page 5). */
final class Jfif {
    private static final int APP0 = 0xffe0;
    private static final int DOTS_PER_INCH = 1;

    private Jfif() {}

    /**
     * Writes the start of image and one JFIF segment.
     *
     * @param jpeg    a file, with such a segment or without
     * @param density dots an inch, or 0 to say only that pixels are square
     * @return the rest of the file, still to be written
     */
    static ByteBuffer start(ByteBuffer jpeg, int density, OutputStream out) throws IOException {
        boolean present = jpeg.remaining() > 5 && (jpeg.getShort(2) & 0xffff) == APP0;
        int rest = present ? 4 + (jpeg.getShort(4) & 0xffff) : 2;
        byte[] segment = {
            (byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 2, 0, 0, 1, 0, 1, 0, 0
        };
        if (density > 0) {
            segment[13] = DOTS_PER_INCH;
            segment[14] = (byte) (density >> 8);
            segment[15] = (byte) density;
            segment[16] = segment[14];
            segment[17] = segment[15];
        }
        out.write(segment);
        return jpeg.position(rest);
    }
}
