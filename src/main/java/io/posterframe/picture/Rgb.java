package io.posterframe.picture;

/**
 * A colour in sRGB.
 *
 * @param red   0 to 255
 * @param green 0 to 255
 * @param blue  0 to 255
 */
public record Rgb(int red, int green, int blue) {
    public static final Rgb WHITE = new Rgb(255, 255, 255);

    public Rgb {
        if (((red | green | blue) & ~0xff) != 0) {
            throw new IllegalArgumentException("a colour component lies between 0 and 255");
        }
    }

    /** The colour of a number 0xRRGGBB. */
    public static Rgb of(int rgb) {
        return new Rgb(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
    }

    /** Six lower case hex digits, red first. */
    public String hex() {
        return Integer.toHexString(1 << 24 | red << 16 | green << 8 | blue).substring(1);
    }
}
