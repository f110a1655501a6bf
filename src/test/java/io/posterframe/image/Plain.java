package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import io.posterframe.decode.Colour;
import io.posterframe.decode.Colour.Matrix;
import io.posterframe.decode.Frame;
import io.posterframe.decode.Shape;
import io.posterframe.decode.Video;
import io.posterframe.picture.Engine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * A video of one frame of one colour.
 *
 * @param rgb    red, green and blue, 0 to 1, in the colours' own space
 * @param format a planar YUV format of FFmpeg, little-endian where it has more than 8 bits
 */
record Plain(double[] rgb, String format, Colour colour, int width, int height) implements Video {

    @Override
    public long declaredDurationMicros() {
        return 1_000_000;
    }

    @Override
    public long endMicros() {
        return durationMicros();
    }

    @Override
    public Engine engine() {
        return Engine.HUMBLE;
    }

    @Override
    public long durationMicros() {
        return 1_000_000;
    }

    @Override
    public void frames(long[] micros, FrameSink sink) {
        AVPixFmtDescriptor descriptor = av_pix_fmt_desc_get(av_get_pix_fmt(format));
        int bits = descriptor.comp(0).depth();
        double[] yuv = yuv(rgb, colour.matrix());
        List<ByteBuffer> planes = new ArrayList<>();
        int[] strides = new int[3];
        for (int p = 0; p < 3; p++) {
            int columns = p == 0 ? width : -(-width >> descriptor.log2_chroma_w());
            int rows = p == 0 ? height : -(-height >> descriptor.log2_chroma_h());
            int sample = sample(p, yuv[p], bits, colour.fullRange());
            strides[p] = (columns * 2 + 63) / 32 * 32;
            ByteBuffer plane =
                    ByteBuffer.allocateDirect(strides[p] * (rows + 1)).order(ByteOrder.LITTLE_ENDIAN);
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++) {
                    if (bits > 8) {
                        plane.putShort(y * strides[p] + 2 * x, (short) sample);
                    } else {
                        plane.put(y * strides[p] + x, (byte) sample);
                    }
                }
            }
            planes.add(plane);
        }
        for (int i = 0; i < micros.length; i++) {
            sink.accept(i, new Frame(planes, strides, format, width, height, colour, new Shape(0, 1, 1)));
        }
    }

    /** Luma from 0 to 1, chroma from -0.5 to 0.5 (ITU-T H.273, equations 38 to 40). */
    private static double[] yuv(double[] rgb, Matrix matrix) {
        double kr =
                switch (matrix) {
                    case BT601 -> 0.299;
                    case BT709 -> 0.2126;
                    case BT2020 -> 0.2627;
                    case SMPTE240M -> 0.212;
                    case FCC -> 0.30;
                };
        double kb =
                switch (matrix) {
                    case BT601 -> 0.114;
                    case BT709 -> 0.0722;
                    case BT2020 -> 0.0593;
                    case SMPTE240M -> 0.087;
                    case FCC -> 0.11;
                };
        double y = kr * rgb[0] + (1 - kr - kb) * rgb[1] + kb * rgb[2];
        return new double[] {y, (rgb[2] - y) / (1 - kb) / 2, (rgb[0] - y) / (1 - kr) / 2};
    }

    private static int sample(int plane, double value, int bits, boolean full) {
        int most = (1 << bits) - 1;
        int unit = 1 << bits - 8;
        double sample;
        if (plane == 0) {
            sample = full ? value * most : unit * (16 + 219 * value);
        } else {
            sample = full ? value * most + (most + 1) / 2 : unit * (128 + 224 * value);
        }
        return (int) Math.max(0, Math.min(most, Math.round(sample)));
    }

    @Override
    public void close() {}
}
