package io.posterframe.image;

import io.posterframe.decode.Colour;
import io.posterframe.decode.ColourSpace;
import io.posterframe.decode.Frame;
import io.posterframe.decode.Shape;
import io.posterframe.decode.Video;
import io.posterframe.picture.Engine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A video of BT.601 frames whose samples are worked out by a formula; a second of each size that is given. */
final class Painted implements Video {
    private final Formula formula;
    private final String format;
    private final boolean fullRange;
    private final Frame.Scan scan;
    private final int[][] sizes;
    private Colour.Chroma chroma = Colour.Chroma.LEFT;

    /** The full range value of a sample at a place, in pixels of luma; plane 0 to 2. */
    @FunctionalInterface
    interface Formula {
        double at(int plane, double x, double y);
    }

    /** @param format {@code yuv420p} or {@code yuv444p} */
    Painted(Formula formula, String format, boolean fullRange, int[]... sizes) {
        this(formula, format, fullRange, Frame.Scan.PROGRESSIVE, sizes);
    }

    /** A second of one size. */
    Painted(Formula formula, String format, boolean fullRange, Frame.Scan scan, int width, int height) {
        this(formula, format, fullRange, scan, new int[][] {{width, height}});
    }

    private Painted(Formula formula, String format, boolean fullRange, Frame.Scan scan, int[][] sizes) {
        this.formula = formula;
        this.format = format;
        this.fullRange = fullRange;
        this.scan = scan;
        this.sizes = sizes;
    }

    /** The same with its chroma elsewhere; it is on the left otherwise. */
    Painted with(Colour.Chroma place) {
        chroma = place;
        return this;
    }

    @Override
    public long declaredDurationMicros() {
        return durationMicros();
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
        return sizes.length * 1_000_000L;
    }

    @Override
    public void frames(long[] micros, FrameSink sink) {
        for (int i = 0; i < micros.length; i++) {
            int[] size = sizes[(int) Math.min(sizes.length - 1, micros[i] / 1_000_000)];
            sink.accept(i, frame(size[0], size[1]));
        }
    }

    private Frame frame(int width, int height) {
        int step = format.equals("yuv420p") ? 2 : 1;
        List<ByteBuffer> planes = new ArrayList<>();
        int[] strides = new int[3];
        for (int p = 0; p < 3; p++) {
            int each = p == 0 ? 1 : step;
            int columns = (width + each - 1) / each;
            int rows = (height + each - 1) / each;
            strides[p] = columns + 64;
            ByteBuffer plane = ByteBuffer.allocateDirect(strides[p] * (rows + 2));
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++) {
                    double between = (each - 1) / 2.0;
                    double across = chroma == Colour.Chroma.CENTRE ? between : 0;
                    double value = formula.at(p, x * each + across, y * each + between);
                    plane.put(y * strides[p] + x, (byte) Math.round(fullRange ? value : limited(p, value)));
                }
            }
            planes.add(plane);
        }
        Colour colour = new Colour(Colour.Matrix.BT601, fullRange, ColourSpace.SRGB, chroma);
        return new Frame(planes, strides, format, width, height, width, height, colour, new Shape(0, 1, 1), scan);
    }

    private static double limited(int plane, double value) {
        return plane == 0 ? 16 + value * 219 / 255 : 128 + (value - 128) * 224 / 255;
    }

    @Override
    public void close() {}
}
