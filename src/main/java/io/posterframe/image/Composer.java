package io.posterframe.image;

import io.posterframe.decode.ColourSpace;
import io.posterframe.decode.Frame;
import io.posterframe.decode.Shape;
import io.posterframe.decode.Video;
import io.posterframe.picture.Layout;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.StripLayout;
import org.jspecify.annotations.Nullable;

/**
 * Puts frames on a canvas: each one cut, scaled, turned upright and placed, side by side when there are several. One
 * composer makes one picture.
 */
final class Composer implements Video.FrameSink, AutoCloseable {
    private final PictureSpec spec;
    private final PictureConfig limits;
    private final PixelLayout target;
    private final Scaler scaler;
    private @Nullable StripLayout strip;
    private @Nullable Upright first;
    private @Nullable Pixels canvas;

    /** The size of a frame once it is upright and its pixels are square. */
    private record Upright(int width, int height) {
        static Upright of(Frame frame) {
            Shape shape = frame.shape();
            int width = shape.squareWidth(frame.fullWidth());
            int height = shape.squareHeight(frame.fullHeight());
            return shape.sideways() ? new Upright(height, width) : new Upright(width, height);
        }
    }

    /** @param target what the encoder wants */
    Composer(PictureSpec spec, PictureConfig limits, PixelLayout target, Scaler scaler) {
        this.spec = spec;
        this.limits = limits;
        this.target = target;
        this.scaler = scaler;
    }

    @Override
    public void accept(int index, Frame frame) {
        Upright upright = Upright.of(frame);
        if (strip == null || first == null) {
            strip = StripLayout.of(spec, upright.width, upright.height, limits);
            first = upright;
        }
        Layout layout =
                upright.equals(first) ? strip.slice() : strip.later(spec.geometry(), upright.width, upright.height);
        if (strip.count() == 1 && !layout.padded()) {
            canvas = picture(frame, layout, upright, target);
            return;
        }
        // a part may start at an odd column, which a format with halved chroma can't express
        PixelLayout whole = target.yuv() ? PixelLayout.YUV444 : target;
        Pixels page = canvas;
        if (page == null) {
            page = new Pixels(strip.canvasWidth(), strip.canvasHeight(), whole);
            page.fill(spec.geometry().background());
            canvas = page;
        }
        try (Pixels part = picture(frame, layout, upright, whole)) {
            page.put(part, strip.offsetX(index) + layout.offsetX(), layout.offsetY());
        }
    }

    /** The finished picture. The caller closes it. */
    Pixels finish() {
        Pixels page = canvas;
        if (page == null) {
            throw new IllegalStateException("no frame was put on the canvas");
        }
        canvas = null;
        if (page.layout() == target) {
            return page;
        }
        try (page) {
            return scaler.convert(page, target);
        }
    }

    private Pixels picture(Frame frame, Layout layout, Upright upright, PixelLayout pixels) {
        boolean sideways = frame.shape().sideways();
        int rows =
                StoredRectangle.of(layout, upright.width, upright.height, frame).height();
        Pixels scaled = new Pixels(
                sideways ? layout.pictureHeight() : layout.pictureWidth(),
                sideways ? layout.pictureWidth() : layout.pictureHeight(),
                pixels);
        try (Deinterlaced progressive = Deinterlaced.of(frame, 2 * scaled.height() <= rows)) {
            scale(progressive.frame(), layout, upright, scaled);
        } catch (RuntimeException e) {
            scaled.close();
            throw e;
        }
        int turns = frame.shape().clockwiseTurns();
        if (turns == 0) {
            return scaled;
        }
        try (scaled) {
            return scaled.turned(turns);
        }
    }

    private void scale(Frame frame, Layout layout, Upright upright, Pixels target) {
        StoredRectangle cut = StoredRectangle.of(layout, upright.width, upright.height, frame);
        if (!(frame.colour().space() instanceof ColourSpace.Bt2020 wide)) {
            scaler.scale(frame, cut.x(), cut.y(), cut.width(), cut.height(), target);
            return;
        }
        try (Pixels deep = new Pixels(target.width(), target.height(), PixelLayout.RGB48)) {
            scaler.scale(frame, cut.x(), cut.y(), cut.width(), cut.height(), deep);
            new Bt2020Conversion(wide.transfer()).apply(deep);
            scaler.scale(deep.asFrame(), 0, 0, deep.width(), deep.height(), target);
        }
    }

    @Override
    public void close() {
        if (canvas != null) {
            canvas.close();
            canvas = null;
        }
    }
}
