package io.posterframe.image;

import io.posterframe.decode.Frame;
import io.posterframe.picture.Layout;

/**
 * Makes of one frame the picture that a layout asks for: cut, scaled, turned upright, its colours sRGB, its alpha
 * straight. Keeps its filters from frame to frame. For one thread.
 */
final class Cutter implements AutoCloseable {
    private final Scaler scaler = new Scaler();
    private final AlphaScaler alphaScaler = new AlphaScaler();
    private final ColourConversions conversions = new ColourConversions();

    /**
     * The layout's picture without its canvas. The caller closes it.
     *
     * @param wanted the layout of pixels that an opaque sRGB frame should come in; others come in straight RGB, with
     *               alpha if the frame's pixels may be transparent, and with as many bits as {@code wanted} or more
     */
    Pixels cut(Frame frame, Layout layout, UprightSize upright, PixelLayout wanted) {
        boolean alpha = Alpha.in(frame);
        ColourConversion conversion = conversions.toSrgb(frame.colour().space());
        boolean common = !alpha && conversion == ColourConversion.NONE;
        PixelLayout pixels = common ? wanted : PixelLayout.rgb(alpha, wanted.deep() || conversion.deep());
        int rows = StoredRectangle.of(layout, upright, frame).height();
        int wantedRows = frame.shape().sideways() ? layout.pictureWidth() : layout.pictureHeight();
        try (Deinterlaced progressive = Deinterlaced.of(frame, 2 * wantedRows <= rows)) {
            Frame whole = progressive.frame();
            Pixels stored = scaled(whole, StoredRectangle.of(layout, upright, whole), layout, pixels, alpha);
            return conversion.apply(stored.upright(frame.shape()));
        }
    }

    private Pixels scaled(Frame frame, StoredRectangle cut, Layout layout, PixelLayout pixels, boolean alpha) {
        boolean sideways = frame.shape().sideways();
        Pixels scaled = new Pixels(
                sideways ? layout.pictureHeight() : layout.pictureWidth(),
                sideways ? layout.pictureWidth() : layout.pictureHeight(),
                pixels);
        try {
            if (alpha) {
                alphaScaler.scale(frame, cut, scaled);
            } else {
                scaler.scale(frame, cut.x(), cut.y(), cut.width(), cut.height(), scaled);
            }
            return scaled;
        } catch (RuntimeException e) {
            scaled.close();
            throw e;
        }
    }

    /** The same pixels in another layout; the given ones are closed, unless they have it already. */
    Pixels convert(Pixels pixels, PixelLayout layout) {
        if (pixels.layout() == layout) {
            return pixels;
        }
        try (pixels) {
            return scaler.convert(pixels, layout);
        }
    }

    @Override
    public void close() {
        scaler.close();
        alphaScaler.close();
    }
}
