package io.posterframe.image;

/** The APP0 segment that says "this is JFIF" and how dense its pixels are (JFIF 1.02, page 5). */
final class Jfif {
    private static final int SEGMENT_LENGTH = 18;
    private static final int DOTS_PER_INCH = 1;

    private Jfif() {}

    /**
     * The file with exactly one JFIF segment, directly behind the start of image.
     *
     * @param density dots an inch, or 0 to say only that pixels are square
     */
    static byte[] withDensity(byte[] jpeg, int density) {
        boolean present = jpeg.length > 4 && (jpeg[2] & 0xff) == 0xff && (jpeg[3] & 0xff) == 0xe0;
        int rest = present ? 4 + ((jpeg[4] & 0xff) << 8 | jpeg[5] & 0xff) : 2;
        byte[] result = new byte[2 + SEGMENT_LENGTH + jpeg.length - rest];
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
        System.arraycopy(segment, 0, result, 0, segment.length);
        System.arraycopy(jpeg, rest, result, segment.length, jpeg.length - rest);
        return result;
    }
}
