package io.posterframe.still;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** GIF89a, section 18: the logical screen. */
final class GifHeader {
    private GifHeader() {}

    static ImageHeader.Size read(ByteBuffer bytes) {
        ByteBuffer little = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return new ImageHeader.Size(little.getShort(6) & 0xffff, little.getShort(8) & 0xffff);
    }
}
