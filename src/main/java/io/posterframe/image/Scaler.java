package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_image_fill_max_pixsteps;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_BT2020;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_FCC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_SMPTE240M;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_LANCZOS;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_init_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import io.posterframe.decode.Colour;
import io.posterframe.decode.Frame;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * swscale: cuts a rectangle out of a frame, scales it (Lanczos down, bicubic up) and converts its colours, in one pass.
 * Keeps the filters of the last shape, since the slices of a strip and the frames of a film share theirs. For one thread.
 */
final class Scaler implements AutoCloseable {
    /** In the middle between two samples, in 1/256 of a luma pixel: where JPEG puts chroma. */
    private static final int CENTRED = 128;

    private static final int UNITY = 1 << 16;

    private @Nullable SwsContext context;
    private @Nullable Job prepared;

    /** What the filters depend on. Odd left and top edges shift chroma by half a sample. */
    private record Job(
            int format,
            Colour colour,
            int width,
            int height,
            boolean oddLeft,
            boolean oddTop,
            PixelLayout layout,
            int outWidth,
            int outHeight) {}

    /** Scales the rectangle of stored pixels to fill {@code target}. The rectangle lies inside the frame. */
    void scale(Frame frame, int x, int y, int width, int height, Pixels target) {
        int format = av_get_pix_fmt(frame.pixelFormat());
        if (format == AV_PIX_FMT_NONE) {
            throw new PictureException(
                    new Failure.Undecodable("the source's pixel format is not supported", frame.pixelFormat()));
        }
        AVPixFmtDescriptor descriptor = av_pix_fmt_desc_get(format);
        int shiftX = descriptor.log2_chroma_w();
        int shiftY = descriptor.log2_chroma_h();
        boolean copied = target.layout() == PixelLayout.YUV420
                && width == target.width()
                && height == target.height()
                && frame.colour().fullRange()
                && shiftX == 1
                && shiftY == 1
                && (frame.colour().chroma() == Colour.Chroma.LEFT || (x & 1) == 1 || (y & 1) == 1);
        boolean odd = target.layout().subsampled() && ((target.width() | target.height()) & 1) == 1;
        if (copied || odd) {
            // swscale would copy the planes as they are, and with them chroma to where JPEG doesn't have it; and in an
            // odd target it would take the last sample of chroma for a whole one
            halved(frame, x, y, width, height, target);
            return;
        }
        if (FullChroma.helps(frame, width, height, target)) {
            int even = x & ~1;
            int evenY = y & ~1;
            List<BytePointer> planes = new ArrayList<>();
            for (int p = 0; p < frame.planes().size(); p++) {
                planes.add(corner(frame, p, even, evenY, descriptor.comp(p).step(), descriptor));
            }
            try (FullChroma part = FullChroma.of(frame, planes, x + width - even, y + height - evenY)) {
                scale(part.frame(), x - even, y - evenY, width, height, target);
            }
            return;
        }
        int left = (descriptor.flags() & AV_PIX_FMT_FLAG_BITSTREAM) != 0 ? x & ~7 : x;
        Job job = new Job(
                format,
                frame.colour(),
                width,
                height,
                shiftX > 0 && (left & 1) == 1,
                shiftY > 0 && (y & 1) == 1,
                target.layout(),
                target.width(),
                target.height());
        SwsContext sws = prepare(job, descriptor);
        int planes = frame.planes().size();
        try (PointerPointer<Pointer> data = new PointerPointer<>(4);
                IntPointer strides = new IntPointer(4L);
                PointerPointer<Pointer> out = new PointerPointer<>(4);
                IntPointer outStrides = new IntPointer(4L)) {
            int[] steps = new int[4];
            av_image_fill_max_pixsteps(steps, new int[4], descriptor);
            for (int p = 0; p < 4; p++) {
                data.put(p, p < planes ? corner(frame, p, left, y, steps[p], descriptor) : null);
                strides.put(p, p < planes ? frame.strides()[p] : 0);
                boolean has = p < target.layout().planes();
                out.put(p, has ? target.frame().data(p) : null);
                outStrides.put(p, has ? target.stride(p) : 0);
            }
            sws_scale(sws, data, strides, 0, height, out, outStrides);
        }
        boolean scaled = width != target.width() || height != target.height();
        boolean deepRgb = (descriptor.flags() & AV_PIX_FMT_FLAG_RGB) != 0
                && descriptor.comp(0).depth() > 8;
        if (scaled && deepRgb && target.layout().deep()) {
            Ceiling.SCALED_RGB.lift(target, 0);
        }
    }

    private void halved(Frame frame, int x, int y, int width, int height, Pixels target) {
        int outWidth = target.width();
        int outHeight = target.height();
        int evenWidth = outWidth + 1 & ~1;
        int evenHeight = outHeight + 1 & ~1;
        try (Pixels whole = new Pixels(evenWidth, evenHeight, PixelLayout.YUV444)) {
            whole.resize(outWidth, outHeight);
            scale(frame, x, y, width, height, whole);
            whole.grow(evenWidth, evenHeight);
            target.resize(evenWidth, evenHeight);
            scale(whole.asFrame(), 0, 0, evenWidth, evenHeight, target);
        } finally {
            target.resize(outWidth, outHeight);
        }
    }

    private static BytePointer corner(Frame frame, int plane, int x, int y, int step, AVPixFmtDescriptor format) {
        BytePointer base = new BytePointer(frame.planes().get(plane));
        boolean palette = plane == 1 && (format.flags() & AV_PIX_FMT_FLAG_PAL) != 0;
        if (palette) {
            return base;
        }
        boolean chroma = plane == 1 || plane == 2;
        int column = chroma ? x >> format.log2_chroma_w() : x;
        int row = chroma ? y >> format.log2_chroma_h() : y;
        boolean packedPairs = frame.planes().size() == 1 && format.log2_chroma_w() > 0;
        int offset = (format.flags() & AV_PIX_FMT_FLAG_BITSTREAM) != 0
                ? column / 8
                : (packedPairs ? column & ~1 : column) * (packedPairs ? step / 2 : step);
        return base.getPointer(BytePointer.class, (long) row * frame.strides()[plane] + offset);
    }

    private SwsContext prepare(Job job, AVPixFmtDescriptor format) {
        SwsContext ready = context;
        if (ready != null && job.equals(prepared)) {
            return ready;
        }
        close();
        boolean shrinks = (long) job.outWidth * job.outHeight < (long) job.width * job.height;
        SwsContext sws = sws_alloc_context();
        sws.flags((shrinks ? SWS_LANCZOS : SWS_BICUBIC) | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP);
        sws.src_w(job.width).src_h(job.height).src_format(job.format);
        sws.dst_w(job.outWidth).dst_h(job.outHeight).dst_format(job.layout.format());
        if (format.log2_chroma_w() > 0) {
            int place = job.colour.chroma() == Colour.Chroma.CENTRE ? CENTRED : 0;
            sws.src_h_chr_pos(job.oddLeft ? place - 256 : place);
        }
        if (format.log2_chroma_h() > 0) {
            sws.src_v_chr_pos(job.oddTop ? CENTRED - 256 : CENTRED);
        }
        if (job.layout == PixelLayout.YUV420 || job.layout == PixelLayout.TV420) {
            sws.dst_h_chr_pos(CENTRED).dst_v_chr_pos(CENTRED);
        }
        boolean rgb = (format.flags() & AV_PIX_FMT_FLAG_RGB) != 0;
        boolean full = rgb || job.colour.fullRange();
        int targetRange = job.layout.fullRange() ? 1 : 0;
        sws.src_range(full ? 1 : 0).dst_range(targetRange);
        sws_setColorspaceDetails(
                sws,
                sws_getCoefficients(coefficients(rgb ? Colour.Matrix.BT601 : job.colour.matrix())),
                full ? 1 : 0,
                sws_getCoefficients(SWS_CS_ITU601),
                targetRange,
                0,
                job.layout.deep() ? contrast(format, rgb, full) : UNITY,
                UNITY);
        if (sws_init_context(sws, null, null) < 0) {
            sws_freeContext(sws);
            throw new PictureException(new Failure.BadParameter("width", "a picture of this size can't be made"));
        }
        context = sws;
        prepared = job;
        return sws;
    }

    /** What makes white the highest of 16-bit values: swscale makes it 255 * 256, whatever white is in the source. */
    private static int contrast(AVPixFmtDescriptor format, boolean rgb, boolean full) {
        int depth = format.comp(0).depth();
        if (rgb && depth > 8) {
            // swscale takes these for what they are
            return UNITY;
        }
        int white = full ? ((1 << depth) - 1) << 16 - depth : 255 << 8;
        return (int) Math.round((double) UNITY * 0xffff / white);
    }

    private static int coefficients(Colour.Matrix matrix) {
        return switch (matrix) {
            case BT601 -> SWS_CS_ITU601;
            case BT709 -> SWS_CS_ITU709;
            case BT2020 -> SWS_CS_BT2020;
            case SMPTE240M -> SWS_CS_SMPTE240M;
            case FCC -> SWS_CS_FCC;
        };
    }

    /** The same pixels in another layout. */
    Pixels convert(Pixels from, PixelLayout layout) {
        Pixels result = new Pixels(from.width(), from.height(), layout);
        try {
            scale(from.asFrame(), 0, 0, from.width(), from.height(), result);
            return result;
        } catch (RuntimeException | OutOfMemoryError e) {
            result.close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (context != null) {
            sws_freeContext(context);
            context = null;
            prepared = null;
        }
    }
}
