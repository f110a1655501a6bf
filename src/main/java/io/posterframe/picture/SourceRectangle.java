package io.posterframe.picture;

/**
 * The part of the upright frame that is cut out before anything else. All values are in pixels of a picture that is
 * {@code relWidth} x {@code relHeight} in size, or of the frame itself on an axis whose rel value is 0.
 *
 * @param x         left edge, 0 to 10000
 * @param y         top edge, 0 to 10000
 * @param width     0 to 10000; 0 reaches to the right edge
 * @param height    0 to 10000; 0 reaches to the bottom edge
 * @param relWidth  0 (off) to 10000
 * @param relHeight 0 (off) to 10000
 */
public record SourceRectangle(double x, double y, double width, double height, double relWidth, double relHeight) {
    /** The whole frame. */
    public static final SourceRectangle WHOLE = new SourceRectangle(0, 0, 0, 0, 0, 0);
}
