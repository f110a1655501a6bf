package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_LANCZOS;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_init_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import io.posterframe.decode.Frame;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Scales pixels that may be transparent. Their alpha is multiplied in first and divided out afterwards: otherwise the
 * colour that nobody sees of a transparent pixel would bleed into its neighbours. All in 16 bits, so that the division
 * leaves faint pixels their colour. The source goes through in bands of rows, for a large one would fill the memory. For
 * one thread.
 */
final class AlphaScaler implements AutoCloseable {
    private static final int BAND = 128;

    /** Rows around a band that its chroma is worked out from. */
    private static final int MARGIN = 8;

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
            return;
        }
        if (target.layout() == PixelLayout.RGBA64) {
            multiplied(frame, cut, target);
            Alpha.divide(target, target);
            return;
        }
        try (Pixels multiplied = new Pixels(target.width(), target.height(), PixelLayout.RGBA64)) {
            multiplied(frame, cut, multiplied);
            Alpha.divide(multiplied, target);
        }
    }

    private void multiplied(Frame frame, StoredRectangle cut, Pixels target) {
        SwsContext sws = resizer(cut.width(), cut.height(), target);
        try (Multiplier multiplier = new Multiplier()) {
            for (int y = 0; y < cut.height(); y += BAND) {
                int top = Math.max(0, y - MARGIN);
                int bottom = Math.min(cut.height(), y + BAND + MARGIN);
                try (Pixels band = new Pixels(cut.width(), bottom - top, PixelLayout.GBRAP16)) {
                    read(frame, cut.x(), cut.y() + top, band);
                    AVFrame product = multiplier.multiplied(band.frame());
                    try {
                        feed(sws, product, y - top, y, Math.min(BAND, cut.height() - y), target);
                    } finally {
                        av_frame_free(product);
                    }
                }
            }
        } finally {
            sws_freeContext(sws);
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

    private static void feed(SwsContext sws, AVFrame band, int skip, int y, int rows, Pixels target) {
        try (PointerPointer<Pointer> data = new PointerPointer<>(4);
                IntPointer strides = new IntPointer(4L);
                PointerPointer<Pointer> out = new PointerPointer<>(4);
                IntPointer outStrides = new IntPointer(4L)) {
            for (int p = 0; p < 4; p++) {
                data.put(p, band.data(p).getPointer((long) skip * band.linesize(p)));
                strides.put(p, band.linesize(p));
                out.put(p, p == 0 ? target.frame().data(0) : null);
                outStrides.put(p, p == 0 ? target.stride(0) : 0);
            }
            sws_scale(sws, data, strides, y, rows, out, outStrides);
        }
    }

    private static SwsContext resizer(int width, int height, Pixels target) {
        boolean shrinks = (long) target.width() * target.height() < (long) width * height;
        SwsContext sws = sws_alloc_context();
        sws.flags((shrinks ? SWS_LANCZOS : SWS_BICUBIC) | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP);
        sws.src_w(width).src_h(height).src_format(PixelLayout.GBRAP16.format());
        sws.dst_w(target.width())
                .dst_h(target.height())
                .dst_format(target.layout().format());
        if (sws_init_context(sws, null, null) < 0) {
            sws_freeContext(sws);
            throw new PictureException(new Failure.BadParameter("width", "a picture of this size can't be made"));
        }
        return sws;
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
