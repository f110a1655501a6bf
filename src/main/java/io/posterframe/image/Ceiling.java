package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import io.posterframe.decode.Frame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * What swscale makes of the highest value when it gives a channel 16 bits: less than 65535, by where it comes from.
 * Lifting makes white white again and opaque opaque.
 *
 * @param value 1 to 65535
 */
record Ceiling(int value) {
    private static final int FULL = 65535;

    /** That of 8-bit RGB's alpha. */
    private static final int RGB_ALPHA = 65532;

    /** That of the colours of 16-bit RGB when they are scaled: they take a way through YUV. */
    static final Ceiling SCALED_RGB = new Ceiling(65531);

    /** That of a frame's alpha; samples of YUV are only moved up to the highest bits. */
    static Ceiling ofAlpha(Frame frame) {
        AVPixFmtDescriptor format = av_pix_fmt_desc_get(av_get_pix_fmt(frame.pixelFormat()));
        int depth = format.comp(format.nb_components() - 1).depth();
        boolean rgb = (format.flags() & AV_PIX_FMT_FLAG_RGB) != 0;
        return new Ceiling(rgb && depth == 8 ? RGB_ALPHA : ((1 << depth) - 1) << 16 - depth);
    }

    /** A value, 0 to 65535, where this one would be 65535. */
    int lift(int from) {
        return (int) Math.min(FULL, ((long) from * FULL + value / 2) / value);
    }

    /** Lifts the channels from {@code first} on of pixels in 16-bit RGB. */
    void lift(Pixels pixels, int first) {
        if (value == FULL) {
            return;
        }
        int channels = pixels.layout().sampleBytes() / Short.BYTES;
        short[] row = new short[pixels.width() * channels];
        for (int y = 0; y < pixels.height(); y++) {
            ByteBuffer bytes = pixels.plane(0).position(y * pixels.stride(0));
            ShortBuffer values = bytes.slice().order(ByteOrder.BIG_ENDIAN).asShortBuffer();
            values.get(0, row);
            for (int i = 0; i < row.length; i += channels) {
                for (int c = first; c < channels; c++) {
                    row[i + c] = (short) lift(row[i + c] & FULL);
                }
            }
            values.put(0, row);
        }
    }
}
