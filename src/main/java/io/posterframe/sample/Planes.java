package io.posterframe.sample;

/** One picture as 4:2:0 planes in BT.709, limited range. Reused from frame to frame by one thread. */
final class Planes {
    final int width;
    final int height;
    final byte[] luma;
    final byte[] blue;
    final byte[] red;

    /** Width and height are even. */
    Planes(int width, int height) {
        this.width = width;
        this.height = height;
        luma = new byte[width * height];
        blue = new byte[width * height / 4];
        red = new byte[width * height / 4];
    }

    /**
     * Converts a picture: the matrix of ITU-R BT.709, luma 16 to 235 and chroma 16 to 240, in 16 bit fixed point. The
     * chroma of a 2x2 block is that of its mean colour.
     *
     * @param rgb 0xRRGGBB, row by row, of this object's size
     */
    void set(int[] rgb) {
        int chroma = 0;
        for (int y = 0; y < height; y += 2) {
            for (int x = 0; x < width; x += 2) {
                int at = y * width + x;
                int a = rgb[at];
                int b = rgb[at + 1];
                int c = rgb[at + width];
                int d = rgb[at + width + 1];
                luma[at] = luma(a);
                luma[at + 1] = luma(b);
                luma[at + width] = luma(c);
                luma[at + width + 1] = luma(d);
                int r = (a >> 16 & 255) + (b >> 16 & 255) + (c >> 16 & 255) + (d >> 16 & 255);
                int g = (a >> 8 & 255) + (b >> 8 & 255) + (c >> 8 & 255) + (d >> 8 & 255);
                int l = (a & 255) + (b & 255) + (c & 255) + (d & 255);
                blue[chroma] = (byte) ((-6596 * r - 22189 * g + 28784 * l + 131072 >> 18) + 128);
                red[chroma] = (byte) ((28784 * r - 26145 * g - 2639 * l + 131072 >> 18) + 128);
                chroma++;
            }
        }
    }

    private static byte luma(int rgb) {
        int weighed = 11966 * (rgb >> 16 & 255) + 40254 * (rgb >> 8 & 255) + 4064 * (rgb & 255);
        return (byte) ((weighed + 32768 >> 16) + 16);
    }
}
