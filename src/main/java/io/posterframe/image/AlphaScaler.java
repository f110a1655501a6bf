package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.posterframe.decode.Frame;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Scales pixels that may be transparent. Their alpha is multiplied in first and divided out afterwards: otherwise the
 * colour that nobody sees of a transparent pixel would bleed into its neighbours. All in 16 bits, so that the division
 * leaves faint pixels their colour. The source goes through in bands of rows, for a large one would fill the memory. For
 * one thread.
 */
final class AlphaScaler implements AutoCloseable {
    private static final int MOST_ROWS = 128;

    /** Rows around a band that its chroma is worked out from. */
    private static final int MARGIN = 8;

    /** How large a band may be, with its margins; the filters hold two more of them. */
    private static final long MOST_BYTES = 32 << 20;

    /** The most that a side is made smaller at once, and what is left for the last time if it has to be more. */
    private static final int MOST = 16;

    private static final int REST = 8;

    private final Scaler source = new Scaler();
    private final Scaler planar = new Scaler();

    /**
     * Scales a rectangle of a frame to fill {@code target}.
     *
     * @param target in {@link PixelLayout#RGBA} or {@link PixelLayout#RGBA64}, as straight alpha
     */
    void scale(Frame frame, StoredRectangle cut, Pixels target) {
        if (cut.width() == target.width() && cut.height() == target.height()) {
            source.scale(frame, cut.x(), cut.y(), cut.width(), cut.height(), target);
            if (target.layout().deep()) {
                Ceiling.ofAlpha(frame).lift(target, 3);
            }
            return;
        }
        try (Pixels multiplied = new Pixels(target.width(), target.height(), PixelLayout.GBRAP16)) {
            multiplied(frame, cut, multiplied);
            Alpha.divide(multiplied, Ceiling.ofAlpha(frame), target);
        }
    }

    private void multiplied(Frame frame, StoredRectangle cut, Pixels target) {
        int width = step(cut.width(), target.width());
        int height = step(cut.height(), target.height());
        if (width == target.width() && height == target.height()) {
            bands(frame, cut, target);
            return;
        }
        try (Pixels between = new Pixels(width, height, PixelLayout.GBRAP16)) {
            bands(frame, cut, between);
            rescale(between, target);
        }
    }

    private static void rescale(Pixels pixels, Pixels target) {
        int width = step(pixels.width(), target.width());
        int height = step(pixels.height(), target.height());
        if (width == target.width() && height == target.height()) {
            try (PlaneScaler planes = new PlaneScaler(pixels.width(), pixels.height(), target)) {
                planes.put(pixels.frame(), 0, 0, pixels.height());
            }
            return;
        }
        try (Pixels between = new Pixels(width, height, PixelLayout.GBRAP16)) {
            rescale(pixels, between);
            rescale(between, target);
        }
    }

    /** How far a side can be scaled at once: beyond, swscale splits the work itself, and then takes no bands. */
    private static int step(int from, int to) {
        return from <= MOST * (long) to ? to : Math.max(REST * to, (from + MOST - 1) / MOST);
    }

    /** How many rows of this width are taken at once, without margins. */
    private static int rows(int width) {
        long most = MOST_BYTES / ((long) Long.BYTES * width) - 2 * MARGIN;
        return (int) Math.max(1, Math.min(MOST_ROWS, most));
    }

    private void bands(Frame frame, StoredRectangle cut, Pixels target) {
        int rows = rows(cut.width());
        try (PlaneScaler planes = new PlaneScaler(cut.width(), cut.height(), target);
                Multiplier multiplier = new Multiplier()) {
            for (int y = 0; y < cut.height(); y += rows) {
                int top = Math.max(0, y - MARGIN);
                int bottom = Math.min(cut.height(), y + rows + MARGIN);
                try (Pixels band = new Pixels(cut.width(), bottom - top, PixelLayout.GBRAP16)) {
                    read(frame, cut.x(), cut.y() + top, band);
                    AVFrame product = multiplier.multiplied(band.frame());
                    try {
                        planes.put(product, y - top, y, Math.min(rows, cut.height() - y));
                    } finally {
                        av_frame_free(product);
                    }
                }
            }
        }
    }

    /** swscale's own way from a palette to planes goes through 8-bit YUV. */
    private void read(Frame frame, int x, int y, Pixels band) {
        if (!frame.pixelFormat().equals("pal8")) {
            planar.scale(frame, x, y, band.width(), band.height(), band);
            return;
        }
        try (Pixels packed = new Pixels(band.width(), band.height(), PixelLayout.RGBA)) {
            source.scale(frame, x, y, band.width(), band.height(), packed);
            planar.scale(packed.asFrame(), 0, 0, band.width(), band.height(), band);
        }
    }

    /** FFmpeg's premultiply filter, made anew when the size changes: at the first band and the last. */
    private static final class Multiplier implements AutoCloseable {
        private @Nullable FilterGraph graph;
        private int height;

        AVFrame multiplied(AVFrame band) {
            FilterGraph ready = graph;
            if (ready == null || band.height() != height) {
                close();
                ready = new FilterGraph("premultiply=inplace=1", band);
                graph = ready;
                height = band.height();
            }
            ready.put(band);
            AVFrame product = ready.take();
            if (product == null) {
                throw new IllegalStateException("nothing came out of premultiply");
            }
            return product;
        }

        @Override
        public void close() {
            if (graph != null) {
                graph.close();
                graph = null;
            }
        }
    }

    @Override
    public void close() {
        source.close();
        planar.close();
    }
}
