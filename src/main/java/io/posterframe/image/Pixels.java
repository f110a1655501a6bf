package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import io.posterframe.decode.Colour;
import io.posterframe.decode.Frame;
import io.posterframe.decode.Shape;
import io.posterframe.picture.Rgb;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * A picture in native memory, in one of the few formats that we compose in: {@link PixelLayout}. Owns its memory; for one
 * thread.
 */
final class Pixels implements AutoCloseable {
    private static final int ALIGNMENT = 64;
    private static final Colour JFIF = new Colour(Colour.Matrix.BT601, true);
    private static final Shape UPRIGHT = new Shape(0, 1, 1);

    private final AVFrame frame;
    private final PixelLayout layout;

    Pixels(int width, int height, PixelLayout layout) {
        this.layout = layout;
        this.frame = av_frame_alloc();
        frame.width(width).height(height).format(layout.format());
        frame.color_range(layout.fullRange() ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
        if (av_frame_get_buffer(frame, ALIGNMENT) < 0) {
            av_frame_free(frame);
            throw new OutOfMemoryError("no native memory for " + width + "x" + height + " pixels");
        }
    }

    /** Takes a filled frame over. */
    Pixels(AVFrame frame, PixelLayout layout) {
        this.layout = layout;
        this.frame = frame;
    }

    AVFrame frame() {
        return frame;
    }

    PixelLayout layout() {
        return layout;
    }

    int width() {
        return frame.width();
    }

    int height() {
        return frame.height();
    }

    int stride(int plane) {
        return frame.linesize(plane);
    }

    /** The rows of a plane, {@link #stride} bytes apart. */
    ByteBuffer plane(int plane) {
        BytePointer data = frame.data(plane);
        return data.capacity((long) stride(plane) * layout.rows(plane, height()))
                .asByteBuffer();
    }

    /** These pixels as a frame, upright and in JFIF's colours; valid as long as they are. */
    Frame asFrame() {
        List<ByteBuffer> planes = new ArrayList<>();
        int[] strides = new int[layout.planes()];
        for (int p = 0; p < strides.length; p++) {
            planes.add(plane(p));
            strides[p] = stride(p);
        }
        return new Frame(planes, strides, layout.pixelFormat(), width(), height(), JFIF, UPRIGHT);
    }

    void fill(Rgb colour) {
        for (int p = 0; p < layout.planes(); p++) {
            ByteBuffer rows = plane(p);
            byte[] sample = layout.samples(p, colour);
            byte[] row = new byte[layout.rowBytes(p, width())];
            for (int i = 0; i < row.length; i++) {
                row[i] = sample[i % sample.length];
            }
            for (int y = 0; y < layout.rows(p, height()); y++) {
                rows.put(y * stride(p), row);
            }
        }
    }

    /** Takes another size, the same or one more if the picture was made with odd sides: there is room for it. */
    void resize(int width, int height) {
        frame.width(width).height(height);
    }

    /** Takes a size that is the same or one more, and repeats the last column and row there. Not for halved chroma. */
    void grow(int width, int height) {
        int step = layout.sampleBytes();
        int oldWidth = width();
        int oldHeight = height();
        resize(width, height);
        for (int p = 0; p < layout.planes(); p++) {
            ByteBuffer rows = plane(p);
            if (width > oldWidth) {
                for (int y = 0; y < oldHeight; y++) {
                    int last = y * stride(p) + (oldWidth - 1) * step;
                    rows.put(last + step, rows, last, step);
                }
            }
            if (height > oldHeight) {
                rows.put(oldHeight * stride(p), rows, (oldHeight - 1) * stride(p), width * step);
            }
        }
    }

    /** Copies another picture of the same layout, which must not be subsampled, to a place inside this one. */
    void put(Pixels other, int x, int y) {
        for (int p = 0; p < layout.planes(); p++) {
            ByteBuffer from = other.plane(p);
            ByteBuffer to = plane(p);
            int length = layout.rowBytes(p, other.width());
            for (int row = 0; row < other.height(); row++) {
                to.put((y + row) * stride(p) + layout.rowBytes(p, x), from, row * other.stride(p), length);
            }
        }
    }

    /**
     * This picture as its shape wants it: mirrored, then turned. This one if nothing is to be done; otherwise a new one,
     * and this one is closed.
     */
    Pixels upright(Shape shape) {
        String filters = filters(shape);
        if (filters.isEmpty()) {
            return this;
        }
        try (this) {
            return new Pixels(FilterGraph.apply(filters, frame), layout);
        }
    }

    // vflip only turns the order of the rows in memory round, so it takes two transpositions instead
    private static String filters(Shape shape) {
        boolean mirrored = shape.mirrored();
        return switch (shape.clockwiseTurns()) {
            case 1 -> mirrored ? "transpose=clock_flip" : "transpose=clock";
            case 2 -> "transpose=clock," + (mirrored ? "transpose=cclock_flip" : "transpose=clock");
            case 3 -> mirrored ? "transpose=cclock_flip" : "transpose=cclock";
            default -> mirrored ? "hflip" : "";
        };
    }

    @Override
    public void close() {
        av_frame_free(frame);
    }
}
