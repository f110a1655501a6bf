package io.posterframe.image;

import io.posterframe.decode.Frame;
import io.posterframe.decode.Shape;
import io.posterframe.decode.Video;
import io.posterframe.picture.Crop;
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
    private final Wanted wanted;
    private final Cutter cutter;
    private @Nullable StripLayout strip;
    private @Nullable UprightSize first;
    private @Nullable Pixels canvas;

    /** What an encoder wants pixels in. */
    @FunctionalInterface
    interface Wanted {
        /** @param alpha whether there are transparent pixels that are to stay so */
        PixelLayout layout(boolean alpha);
    }

    Composer(PictureSpec spec, PictureConfig limits, Wanted wanted, Cutter cutter) {
        this.spec = spec;
        this.limits = limits;
        this.wanted = wanted;
        this.cutter = cutter;
    }

    @Override
    public void accept(int index, Frame frame) {
        UprightSize upright = UprightSize.of(frame);
        if (strip == null || first == null) {
            strip = StripLayout.of(spec, upright.width(), upright.height(), limits);
            first = upright;
        }
        Layout layout =
                upright.equals(first) ? strip.slice() : strip.later(spec.geometry(), upright.width(), upright.height());
        boolean alone = strip.count() == 1 && !layout.padded();
        PixelLayout opaque = wanted.layout(false);
        PixelLayout pixels = alone && turnsWhole(opaque, layout, frame.shape()) ? opaque : unhalved(opaque);
        Pixels part = cutter.cut(frame, layout, upright, pixels);
        try {
            if (part.layout().alpha() && !keepsAlpha()) {
                Alpha.blend(part, spec.geometry().background());
            }
            if (alone) {
                canvas = part;
            } else {
                place(part, strip.offsetX(index) + layout.offsetX(), layout.offsetY(), strip);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            part.close();
            throw e;
        }
    }

    /** Takes the part over, unless it fails. */
    private void place(Pixels part, int x, int y, StripLayout strip) {
        Pixels page = canvas;
        if (page == null) {
            PixelLayout opaque = unhalved(wanted.layout(false));
            boolean transparent = part.layout().alpha() && keepsAlpha();
            PixelLayout layout = transparent ? PixelLayout.rgb(true, opaque.deep()) : opaque;
            page = new Pixels(strip.canvasWidth(), strip.canvasHeight(), layout);
            page.fill(spec.geometry().background());
            canvas = page;
        }
        if (part.layout().alpha() && !page.layout().alpha()) {
            Alpha.blend(part, spec.geometry().background());
        }
        try (Pixels fitting = cutter.convert(part, page.layout())) {
            page.put(fitting, x, y);
        }
    }

    /** A part of a canvas may start at an odd column, which a layout with halved chroma can't express. */
    private static PixelLayout unhalved(PixelLayout layout) {
        return layout.yuv() ? PixelLayout.YUV444 : layout;
    }

    /** Whether a picture's chroma lies right after it is turned; the last of an odd row covers half of what others do. */
    private static boolean turnsWhole(PixelLayout pixels, Layout layout, Shape shape) {
        boolean turned = shape.mirrored() || shape.clockwiseTurns() != 0;
        boolean even = ((layout.pictureWidth() | layout.pictureHeight()) & 1) == 0;
        return even || !turned || !pixels.subsampled();
    }

    /** Padding makes a picture opaque. */
    private boolean keepsAlpha() {
        return spec.encoding().format().alpha() && spec.geometry().crop() != Crop.PAD;
    }

    /** The finished picture in the layout that the encoder wants for it. The caller closes it. */
    Pixels finish() {
        Pixels page = taken();
        try {
            boolean transparent = keepsAlpha() && !Alpha.opaque(page);
            return cutter.convert(page, wanted.layout(transparent));
        } catch (RuntimeException e) {
            page.close();
            throw e;
        }
    }

    private Pixels taken() {
        Pixels page = canvas;
        if (page == null) {
            throw new IllegalStateException("no frame was put on the canvas");
        }
        canvas = null;
        return page;
    }

    @Override
    public void close() {
        if (canvas != null) {
            canvas.close();
            canvas = null;
        }
    }
}
