package io.posterframe.picture;

import io.posterframe.picture.Failure.BadParameter;

/**
 * The whole answer worked out for one frame size: equal slices side by side, left to right; a single picture is a strip
 * of one. Within the limits of {@link PictureConfig}.
 *
 * @param slice the layout of each slice; its canvas is the slice
 * @param count how many slices, 1 or more
 */
public record StripLayout(Layout slice, int count) {

    /**
     * The layout of a spec for one frame. Slices that were to keep the frame's own size are made narrower where they
     * would be wider together than an answer may be; every other answer over a limit is refused.
     *
     * @throws PictureException {@link BadParameter} when the rectangle lies outside of the frame or a limit is passed
     */
    public static StripLayout of(PictureSpec spec, int frameWidth, int frameHeight, PictureConfig limits) {
        int count = spec.moment().frames();
        ImageFormat format = spec.encoding().format();
        int widest = format.maxSide() / count;
        if (widest == 0) {
            throw new PictureException(new BadParameter("vid_slices", "vid_slices can be at most " + format.maxSide()));
        }
        Geometry geometry = spec.geometry();
        Layout slice = geometry.layout(frameWidth, frameHeight);
        boolean ownSize = geometry.width() == 0 && geometry.height() == 0;
        if (ownSize && slice.canvasWidth() > widest) {
            slice = geometry.rectangle().in(frameWidth, frameHeight).fit(widest, 0);
        }
        limits.checkSize(format, (long) count * slice.canvasWidth(), slice.canvasHeight());
        return new StripLayout(slice, count);
    }

    /**
     * The layout of a later slice whose frame has another size than the first: where the geometry would change the size
     * of the slice with it, the frame is fitted between bars instead.
     *
     * @throws PictureException {@link BadParameter} when the rectangle lies outside of the frame
     */
    public Layout later(Geometry geometry, int frameWidth, int frameHeight) {
        Layout own = geometry.layout(frameWidth, frameHeight);
        boolean fits = own.canvasWidth() == slice.canvasWidth() && own.canvasHeight() == slice.canvasHeight();
        return fits
                ? own
                : geometry.rectangle().in(frameWidth, frameHeight).pad(slice.canvasWidth(), slice.canvasHeight());
    }

    /** The width of the answer in pixels. */
    public int canvasWidth() {
        return count * slice.canvasWidth();
    }

    /** The height of the answer in pixels. */
    public int canvasHeight() {
        return slice.canvasHeight();
    }

    /** The left edge of a slice on the answer; {@code index} is 0 to count - 1. */
    public int offsetX(int index) {
        return index * slice.canvasWidth();
    }
}
