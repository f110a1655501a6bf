package io.posterframe.image;

/** Makes sRGB of RGB values that mean something else. */
interface ColourConversion {

    /** For pixels that are sRGB already. */
    ColourConversion NONE = pixels -> pixels;

    /** Whether it wants 16 bits a channel even for a picture of 8. */
    default boolean deep() {
        return false;
    }

    /**
     * Takes over pixels in a layout of straight RGB ({@link PixelLayout#rgb}) and gives them back converted, the same
     * object or another one of the same size and layout. Alpha stays.
     */
    Pixels apply(Pixels pixels);
}
