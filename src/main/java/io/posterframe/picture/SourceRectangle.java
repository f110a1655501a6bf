package io.posterframe.picture;

import io.posterframe.picture.Failure.BadParameter;

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
    /** The largest value of a component. */
    public static final int MAX = 10_000;

    /** The whole frame. */
    public static final SourceRectangle WHOLE = new SourceRectangle(0, 0, 0, 0, 0, 0);

    public SourceRectangle {
        check(x);
        check(y);
        check(width);
        check(height);
        check(relWidth);
        check(relHeight);
    }

    private static void check(double value) {
        if (!(value >= 0 && value <= MAX)) {
            throw new IllegalArgumentException("a rectangle's values lie between 0 and " + MAX);
        }
    }

    /**
     * This rectangle in whole pixels of a frame, clipped to it. Each number is scaled and rounded by itself, halves up;
     * a width or height that is given is at least one pixel.
     *
     * @throws PictureException {@link BadParameter} when the rectangle lies wholly outside of the frame
     */
    Region in(int frameWidth, int frameHeight) {
        int left = edge(scaled(x, relWidth, frameWidth), frameWidth, "src_x");
        int top = edge(scaled(y, relHeight, frameHeight), frameHeight, "src_y");
        return new Region(
                left,
                top,
                length(scaled(width, relWidth, frameWidth), frameWidth - left),
                length(scaled(height, relHeight, frameHeight), frameHeight - top));
    }

    /** The one rectangle that stands for all that cut the same part out of every frame. */
    SourceRectangle normal() {
        double relX = x == 0 && width == 0 ? 0 : relWidth;
        double relY = y == 0 && height == 0 ? 0 : relHeight;
        return new SourceRectangle(
                relX == 0 ? Math.floor(x + 0.5) : x,
                relY == 0 ? Math.floor(y + 0.5) : y,
                relX == 0 ? rounded(width) : width,
                relY == 0 ? rounded(height) : height,
                relX,
                relY);
    }

    /** Empty for the whole frame. */
    String key() {
        if (equals(WHOLE)) {
            return "";
        }
        String rectangle = "_" + plain(x) + "," + plain(y) + "," + plain(width) + "," + plain(height);
        boolean scaled = relWidth != 0 || relHeight != 0;
        return scaled ? rectangle + "," + plain(relWidth) + "," + plain(relHeight) : rectangle;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Integer.toString((int) value) : Double.toString(value);
    }

    private static double scaled(double value, double rel, int frameSide) {
        return rel == 0 ? value : value * frameSide / rel;
    }

    private static int edge(double position, int frameSide, String parameter) {
        double pixel = Math.floor(position + 0.5);
        if (pixel >= frameSide) {
            throw new PictureException(new BadParameter(
                    parameter,
                    parameter + " lies outside of the picture; it must come to less than " + frameSide
                            + " pixels here"));
        }
        return (int) pixel;
    }

    private static int length(double asked, int available) {
        return asked == 0 ? available : (int) Math.min(available, rounded(asked));
    }

    private static double rounded(double length) {
        return length == 0 ? 0 : Math.max(1, Math.floor(length + 0.5));
    }
}
