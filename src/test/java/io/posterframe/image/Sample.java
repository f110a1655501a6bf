package io.posterframe.image;

import io.posterframe.decode.Colour;
import io.posterframe.decode.ColourSpace;
import io.posterframe.decode.Frame;
import io.posterframe.decode.Image;
import io.posterframe.decode.Shape;
import io.posterframe.picture.ImageFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** An image file whose pixels are worked out by a formula, as a decoder hands it over: 8-bit RGBA. */
final class Sample implements Image {
    private final int width;
    private final int height;
    private final Formula formula;
    private Shape shape = new Shape(0, 1, 1);
    private ColourSpace space = ColourSpace.SRGB;
    private int shrunk = 1;
    private boolean deep;
    private boolean alpha = true;
    private int frames = 1;
    private int asked;

    /** The colour of a pixel: 0xAARRGGBB. */
    @FunctionalInterface
    interface Formula {
        int argb(int x, int y);
    }

    Sample(int width, int height, Formula formula) {
        this.width = width;
        this.height = height;
        this.formula = formula;
    }

    Sample shape(Shape shape) {
        this.shape = shape;
        return this;
    }

    Sample in(ColourSpace space) {
        this.space = space;
        return this;
    }

    /** With frames that the decoder has shrunk by this factor; the formula gives the shrunk pixels. */
    Sample shrunkBy(int factor) {
        this.shrunk = factor;
        return this;
    }

    /** With 16 bits a channel. */
    Sample deep() {
        this.deep = true;
        return this;
    }

    Sample opaque() {
        this.alpha = false;
        return this;
    }

    /** An animation whose frames differ in the formula's {@code x}, by 1000 a frame. */
    Sample animated(int frames) {
        this.frames = frames;
        return this;
    }

    /** The shrink that {@link #first} was asked for. */
    int askedShrink() {
        return asked;
    }

    @Override
    public ImageFormat format() {
        return ImageFormat.PNG;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public boolean animated() {
        return frames > 1;
    }

    @Override
    public int frames() {
        return frames;
    }

    @Override
    public int plays() {
        return 3;
    }

    @Override
    public void first(int shrink, Sink sink) {
        asked = shrink;
        sink.accept(frame(0), 1);
    }

    @Override
    public void all(Sink sink) {
        for (int i = 0; i < frames; i++) {
            sink.accept(frame(i), 100 + 10 * i);
        }
    }

    Frame frame() {
        return frame(0);
    }

    private Frame frame(int number) {
        int columns = (width + shrunk - 1) / shrunk;
        int rows = (height + shrunk - 1) / shrunk;
        int channels = alpha ? 4 : 3;
        int step = deep ? 2 * channels : channels;
        int stride = columns * step + 16;
        ByteBuffer plane = ByteBuffer.allocateDirect(stride * rows + 64);
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int argb = formula.argb(x + 1000 * number, y);
                for (int c = 0; c < channels; c++) {
                    byte value = (byte) (argb >> new int[] {16, 8, 0, 24}[c]);
                    int at = y * stride + x * step;
                    if (deep) {
                        plane.put(at + 2 * c, value).put(at + 2 * c + 1, value);
                    } else {
                        plane.put(at + c, value);
                    }
                }
            }
        }
        String format = (alpha ? "rgba" : "rgb") + (deep ? (alpha ? "64be" : "48be") : (alpha ? "" : "24"));
        List<ByteBuffer> planes = new ArrayList<>(List.of(plane));
        return new Frame(
                planes,
                new int[] {stride},
                format,
                columns,
                rows,
                width,
                height,
                new Colour(Colour.Matrix.BT601, true, space),
                shape,
                Frame.Scan.PROGRESSIVE);
    }

    @Override
    public ByteBuffer file() {
        return ByteBuffer.wrap(new byte[] {1, 2, 3});
    }

    @Override
    public void close() {}
}
