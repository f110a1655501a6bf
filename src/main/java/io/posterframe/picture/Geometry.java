package io.posterframe.picture;

/**
 * The size and crop that were asked for, defaults applied.
 *
 * @param width      0 to 10000; 0 leaves the width free, both 0 keep the frame's own size
 * @param height     0 to 10000; 0 leaves the height free
 * @param crop       how the frame is brought into the box
 * @param rectangle  the part of the frame that is cut out first
 * @param background fills what the picture leaves uncovered, and stands behind transparent pixels
 */
public record Geometry(int width, int height, Crop crop, SourceRectangle rectangle, Rgb background) {
    /** The largest width or height that can be asked for. */
    public static final int MAX_SIDE = 10_000;

    public Geometry {
        if (width < 0 || width > MAX_SIDE || height < 0 || height > MAX_SIDE) {
            throw new IllegalArgumentException("width and height lie between 0 and " + MAX_SIDE);
        }
    }
}
