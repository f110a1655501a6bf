package io.posterframe.still;

import java.nio.ByteBuffer;

/** ITU-T T.81: segments up to the first frame header (B.2.2), EXIF in an APP1 segment before it. */
final class JpegHeader {
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int APP1 = 0xe1;

    private JpegHeader() {}

    static ImageHeader.Size read(ByteBuffer bytes) {
        Orientation orientation = Orientation.UPRIGHT;
        int at = 2;
        while (true) {
            int marker = bytes.get(at + 1) & 0xff;
            if (bytes.get(at) != (byte) 0xff || marker == 0xff) {
                // padding before a marker, or rubbish between segments, which decoders skip as well
                at++;
                continue;
            }
            if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
                return ImageHeader.Size.UNKNOWN;
            }
            boolean alone = marker <= 0x01 || marker >= 0xd0 && marker <= 0xd8;
            if (alone) {
                at += 2;
                continue;
            }
            int length = bytes.getShort(at + 2) & 0xffff;
            if (isFrame(marker)) {
                return new ImageHeader.Size(
                        bytes.getShort(at + 7) & 0xffff, bytes.getShort(at + 5) & 0xffff, orientation);
            }
            if (marker == APP1 && Magic.starts(bytes, at + 4, "Exif\0\0")) {
                int end = Math.min(bytes.limit(), at + 2 + length);
                if (end > at + 10) {
                    orientation = Tiff.orientation(bytes.slice(at + 10, end - at - 10));
                }
            }
            at += 2 + Math.max(2, length);
        }
    }

    /** SOF0 to SOF15, between which three markers mean other things. */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }
}
