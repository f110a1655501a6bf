package io.posterframe.picture;

/**
 * A part of a frame in whole pixels, and the ways to bring it into a box.
 *
 * @param width  1 or more
 * @param height 1 or more
 */
record Region(int x, int y, int width, int height) {

    /** Scaled to fit inside the box, aspect kept; a side of 0 is free, both free keep the region's own size. */
    Layout fit(int boxWidth, int boxHeight) {
        if (boxWidth == 0 && boxHeight == 0) {
            return stretch(width, height);
        }
        boolean widthDecides = boxHeight == 0 || boxWidth != 0 && (long) boxWidth * height <= (long) boxHeight * width;
        return widthDecides
                ? stretch(boxWidth, scaled(height, boxWidth, width))
                : stretch(scaled(width, boxHeight, height), boxHeight);
    }

    /** Fitted and centred on a canvas of exactly the box; an odd pixel of background goes to the right or the bottom. */
    Layout pad(int boxWidth, int boxHeight) {
        Layout fitted = fit(boxWidth, boxHeight);
        int pictureWidth = fitted.pictureWidth();
        int pictureHeight = fitted.pictureHeight();
        return new Layout(
                x,
                y,
                width,
                height,
                pictureWidth,
                pictureHeight,
                (boxWidth - pictureWidth) / 2,
                (boxHeight - pictureHeight) / 2,
                boxWidth,
                boxHeight);
    }

    /** Scaled to exactly the box. */
    Layout stretch(int boxWidth, int boxHeight) {
        return new Layout(x, y, width, height, boxWidth, boxHeight, 0, 0, boxWidth, boxHeight);
    }

    /**
     * The largest part with the box's aspect, scaled to exactly the box. The part lies in the middle from left to right,
     * and {@code gravity} of the spare height is left out above it: 0 takes the top, 0.5 the centre. For a box so flat
     * or narrow that the part would be thinner than a pixel it is one pixel thin.
     */
    Layout cover(int boxWidth, int boxHeight, double gravity) {
        double partWidth = width;
        double partHeight = height;
        if ((long) width * boxHeight > (long) height * boxWidth) {
            partWidth = Math.max(1, (double) height * boxWidth / boxHeight);
        } else {
            partHeight = Math.max(1, (double) width * boxHeight / boxWidth);
        }
        double left = x + (width - partWidth) / 2;
        double top = y + (height - partHeight) * gravity;
        return new Layout(left, top, partWidth, partHeight, boxWidth, boxHeight, 0, 0, boxWidth, boxHeight);
    }

    /**
     * Scaled to the one side that is given. Kaltura rounds the scale of nearest_aspect_ratio to thousandths before it
     * works out the free side, which can come out one pixel away from what {@link #fit} makes of it.
     */
    Layout fitByThousandths(int boxWidth, int boxHeight) {
        return boxHeight == 0
                ? stretch(boxWidth, scaled(height, thousandths(boxWidth, width), 1000))
                : stretch(scaled(width, thousandths(boxHeight, height), 1000), boxHeight);
    }

    private static int thousandths(int to, int from) {
        return (int) ((2000L * to + from) / (2L * from));
    }

    /** {@code side * to / from}, halves rounded up, at least 1. */
    private static int scaled(int side, int to, int from) {
        long rounded = (2L * side * to + from) / (2L * from);
        return (int) Math.min(Math.max(rounded, 1), Integer.MAX_VALUE);
    }
}
