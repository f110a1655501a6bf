package io.posterframe.still;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** BITMAPCOREHEADER and BITMAPINFOHEADER with its successors; a negative height means that the top row comes first. */
final class BmpHeader {
    private static final int CORE = 12;

    private BmpHeader() {}

    static ImageHeader.Size read(ByteBuffer bytes) {
        ByteBuffer little = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (little.getInt(14) == CORE) {
            return new ImageHeader.Size(little.getShort(18) & 0xffff, little.getShort(20) & 0xffff);
        }
        return new ImageHeader.Size(little.getInt(18), Math.abs(little.getInt(22)));
    }
}
