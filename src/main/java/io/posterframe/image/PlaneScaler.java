package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY16LE;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_LANCZOS;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_init_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Scales the four planes of {@link PixelLayout#GBRAP16}, each for itself and so without a way through YUV, while their
 * rows come in from the top to the bottom. For one picture and one thread.
 */
final class PlaneScaler implements AutoCloseable {
    private final List<SwsContext> contexts = new ArrayList<>();
    private final Pixels target;

    /**
     * @param width  of what is scaled
     * @param target to be filled
     */
    PlaneScaler(int width, int height, Pixels target) {
        this.target = target;
        for (int p = 0; p < target.layout().planes(); p++) {
            contexts.add(context(width, height));
            if (sws_init_context(contexts.get(p), null, null) < 0) {
                close();
                throw new PictureException(new Failure.BadParameter("width", "a picture of this size can't be made"));
            }
        }
    }

    private SwsContext context(int width, int height) {
        boolean shrinks = (long) target.width() * target.height() < (long) width * height;
        SwsContext sws = sws_alloc_context();
        sws.flags((shrinks ? SWS_LANCZOS : SWS_BICUBIC) | SWS_ACCURATE_RND);
        sws.src_w(width).src_h(height).src_format(AV_PIX_FMT_GRAY16LE).src_range(1);
        sws.dst_w(target.width())
                .dst_h(target.height())
                .dst_format(AV_PIX_FMT_GRAY16LE)
                .dst_range(1);
        return sws;
    }

    /**
     * Takes the next rows.
     *
     * @param band has the rows somewhere in it
     * @param skip the row of the band that they begin at
     * @param y    the row of the whole that they begin at
     */
    void put(AVFrame band, int skip, int y, int rows) {
        try (PointerPointer<Pointer> data = new PointerPointer<>(4);
                IntPointer strides = new IntPointer(4L);
                PointerPointer<Pointer> out = new PointerPointer<>(4);
                IntPointer outStrides = new IntPointer(4L)) {
            for (int p = 0; p < contexts.size(); p++) {
                int stride = band.linesize(p);
                data.put(0, band.data(p).getPointer((long) skip * stride));
                strides.put(0, stride);
                out.put(0, target.frame().data(p));
                outStrides.put(0, target.stride(p));
                sws_scale(contexts.get(p), data, strides, y, rows, out, outStrides);
            }
        }
    }

    @Override
    public void close() {
        contexts.forEach(context -> sws_freeContext(context));
        contexts.clear();
    }
}
