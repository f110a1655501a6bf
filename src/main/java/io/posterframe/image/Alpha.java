package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_ALPHA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import io.posterframe.decode.Frame;
import io.posterframe.picture.Rgb;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVComponentDescriptor;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/** Arithmetic of transparency, on layouts of straight RGB; alpha is their last channel. */
final class Alpha {
    private static final int FULL = 65535;

    /** Where red, green, blue and alpha are among the planes of GBRAP. */
    private static final int[] GBRA = {2, 0, 1, 3};

    private Alpha() {}

    /** Whether a frame's pixels may be transparent, as far as that is cheap to know; a palette's always may. */
    static boolean in(Frame frame) {
        int format = av_get_pix_fmt(frame.pixelFormat());
        if (format == AV_PIX_FMT_NONE) {
            return false;
        }
        AVPixFmtDescriptor descriptor = av_pix_fmt_desc_get(format);
        return (descriptor.flags() & AV_PIX_FMT_FLAG_ALPHA) != 0 && !allSet(frame, descriptor);
    }

    /** Whether every bit of every pixel's alpha is set. Never so for palettes and for 9 to 15 bits. */
    private static boolean allSet(Frame frame, AVPixFmtDescriptor descriptor) {
        AVComponentDescriptor alpha = descriptor.comp(descriptor.nb_components() - 1);
        boolean palette = (descriptor.flags() & AV_PIX_FMT_FLAG_PAL) != 0;
        int step = alpha.step();
        if (palette || alpha.depth() % 8 != 0 || Long.BYTES % step != 0) {
            return false;
        }
        // eight bytes at a time, whatever lies between the alpha
        byte[] mask = new byte[Long.BYTES];
        for (int i = 0; i < mask.length; i++) {
            int at = i % step - alpha.offset();
            mask[i] = (byte) (at >= 0 && at < alpha.depth() / 8 ? -1 : 0);
        }
        ByteBuffer rows = frame.planes().get(alpha.plane()).duplicate().order(ByteOrder.BIG_ENDIAN);
        long bits = ByteBuffer.wrap(mask).getLong();
        int length = frame.width() * step;
        for (int y = 0; y < frame.height(); y++) {
            int at = y * frame.strides()[alpha.plane()];
            int end = at + length;
            for (; at <= end - Long.BYTES; at += Long.BYTES) {
                if ((rows.getLong(at) & bits) != bits) {
                    return false;
                }
            }
            for (int i = 0; at < end; i++, at++) {
                if ((rows.get(at) & mask[i]) != mask[i]) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether no pixel lets anything through, as far as 8 bits can tell. */
    static boolean opaque(Pixels pixels) {
        if (!pixels.layout().alpha()) {
            return true;
        }
        ByteBuffer rows = pixels.plane(0);
        int step = pixels.layout().sampleBytes();
        int alpha = pixels.layout().deep() ? step - 2 : step - 1;
        byte[] row = new byte[pixels.width() * step];
        for (int y = 0; y < pixels.height(); y++) {
            rows.get(y * pixels.stride(0), row);
            for (int i = alpha; i < row.length; i += step) {
                if (row[i] != -1) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Divides colours by their alpha, which was multiplied in.
     *
     * @param multiplied in {@link PixelLayout#GBRAP16}
     * @param ceiling    of the alpha that was multiplied in
     * @param straight   RGBA or RGBA64 of the same size, to be filled
     */
    static void divide(Pixels multiplied, Ceiling ceiling, Pixels straight) {
        boolean deep = straight.layout().deep();
        int full = deep ? FULL : 255;
        int width = straight.width();
        short[][] planes = new short[GBRA.length][width];
        byte[] result = new byte[width * straight.layout().sampleBytes()];
        ByteBuffer to = straight.plane(0);
        for (int y = 0; y < straight.height(); y++) {
            for (int p = 0; p < planes.length; p++) {
                ByteBuffer rows = multiplied.plane(GBRA[p]).position(y * multiplied.stride(GBRA[p]));
                rows.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(planes[p]);
            }
            for (int x = 0, o = 0; x < width; x++) {
                int alpha = ceiling.lift(planes[3][x] & 0xffff);
                for (int p = 0; p < 4; p++) {
                    int colour = ceiling.lift(planes[p][x] & 0xffff);
                    // multiplying and scaling have rounded down, and white must stay white
                    int value = p == 3 ? scaled(alpha, full, FULL) : scaled(colour + (colour >> 13), full, alpha);
                    if (deep) {
                        result[o++] = (byte) (value >> 8);
                    }
                    result[o++] = (byte) value;
                }
            }
            to.put(y * straight.stride(0), result);
        }
    }

    private static int word(byte[] row, int at) {
        return (row[at] & 255) << 8 | row[at + 1] & 255;
    }

    /** {@code value * full / part} rounded, at most {@code full}: a filter may leave a colour brighter than its alpha. */
    private static int scaled(int value, int full, int part) {
        return part == 0 ? 0 : (int) Math.min(full, ((long) value * full + part / 2) / part);
    }

    /** Lays pixels over a colour, in sRGB's own values as browsers do; they are opaque afterwards. */
    static void blend(Pixels pixels, Rgb background) {
        boolean deep = pixels.layout().deep();
        int step = pixels.layout().sampleBytes();
        byte[] colour = pixels.layout().samples(0, background);
        ByteBuffer rows = pixels.plane(0);
        byte[] row = new byte[pixels.width() * step];
        for (int y = 0; y < pixels.height(); y++) {
            rows.get(y * pixels.stride(0), row);
            for (int i = 0; i < row.length; i += step) {
                if (deep) {
                    blend16(row, i, colour);
                } else {
                    blend8(row, i, colour);
                }
            }
            rows.put(y * pixels.stride(0), row);
        }
    }

    private static void blend8(byte[] row, int at, byte[] colour) {
        int alpha = row[at + 3] & 255;
        if (alpha == 255) {
            return;
        }
        for (int c = 0; c < 3; c++) {
            row[at + c] = (byte) (((row[at + c] & 255) * alpha + (colour[c] & 255) * (255 - alpha) + 127) / 255);
        }
        row[at + 3] = -1;
    }

    private static void blend16(byte[] row, int at, byte[] colour) {
        long alpha = word(row, at + 6);
        for (int c = 0; c < 6; c += 2) {
            long value = (word(row, at + c) * alpha + word(colour, c) * (FULL - alpha) + FULL / 2) / FULL;
            row[at + c] = (byte) (value >> 8);
            row[at + c + 1] = (byte) value;
        }
        row[at + 6] = -1;
        row[at + 7] = -1;
    }
}
