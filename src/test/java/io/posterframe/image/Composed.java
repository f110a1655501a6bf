package io.posterframe.image;

import io.posterframe.decode.Frame;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Pixels as an encoder gets them, in Java's memory.
 *
 * @param values of every channel, row by row: 0 to 255, or to 65535 if the layout has 16 bits
 */
record Composed(int width, int height, PixelLayout layout, int[][] values) {

    /** What becomes of one frame. The layouts are RGB(A), with 16 bits if the format has them. */
    static Composed of(Frame frame, Geometry geometry, ImageFormat format) {
        return of(frame, 1, geometry, format);
    }

    /** What becomes of a frame side by side with itself. */
    static Composed of(Frame frame, int count, Geometry geometry, ImageFormat format) {
        Moment moment = count == 1 ? new Moment.At(0) : new Moment.StripOfOne(count, 0);
        PictureSpec spec = new PictureSpec(moment, geometry, new Encoding(format, 75, 0));
        try (Cutter cutter = new Cutter();
                Composer composer = new Composer(
                        spec, PictureConfig.DEFAULTS, alpha -> PixelLayout.rgb(alpha, format.deep()), cutter)) {
            for (int i = 0; i < count; i++) {
                composer.accept(i, frame);
            }
            try (Pixels pixels = composer.finish()) {
                return of(pixels);
            }
        }
    }

    private static Composed of(Pixels pixels) {
        PixelLayout layout = pixels.layout();
        int size = layout.deep() ? 2 : 1;
        int channels = layout.sampleBytes() / size;
        int[][] values = new int[pixels.width() * pixels.height()][channels];
        ByteBuffer rows = pixels.plane(0).order(ByteOrder.BIG_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            int at = i / pixels.width() * pixels.stride(0) + i % pixels.width() * layout.sampleBytes();
            for (int c = 0; c < channels; c++) {
                values[i][c] = size == 1 ? rows.get(at + c) & 255 : rows.getShort(at + 2 * c) & 65535;
            }
        }
        return new Composed(pixels.width(), pixels.height(), layout, values);
    }

    int[] at(int x, int y) {
        return values[y * width + x];
    }

    /** The colour of a pixel as 0xAARRGGBB, 8 bits of each channel. */
    int argb(int x, int y) {
        int[] value = at(x, y);
        int argb = layout.alpha() ? value[3] : layout.deep() ? 65535 : 255;
        for (int c = 0; c < 3; c++) {
            argb = (layout.deep() ? c == 0 ? argb >> 8 : argb : argb) << 8 | (layout.deep() ? value[c] >> 8 : value[c]);
        }
        return argb;
    }
}
