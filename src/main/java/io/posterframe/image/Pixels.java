package io.posterframe.image;

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
        if (av_frame_get_buffer(frame, ALIGNMENT) < 0) {
            av_frame_free(frame);
            throw new OutOfMemoryError("no native memory for " + width + "x" + height + " pixels");
        }
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

    /** This picture turned clockwise by quarter turns. */
    Pixels turned(int quarters) {
        boolean sideways = (quarters & 1) == 1;
        Pixels result = new Pixels(sideways ? height() : width(), sideways ? width() : height(), layout);
        for (int p = 0; p < layout.planes(); p++) {
            turnPlane(result, p, quarters);
        }
        return result;
    }

    private void turnPlane(Pixels result, int p, int quarters) {
        ByteBuffer from = plane(p);
        ByteBuffer to = result.plane(p);
        int step = layout.sampleBytes();
        int width = layout.rowBytes(p, result.width()) / step;
        int height = layout.rows(p, result.height());
        int stride = stride(p);
        for (int y = 0; y < height; y++) {
            int out = y * result.stride(p);
            for (int x = 0; x < width; x++) {
                int fromX = quarters == 1 ? y : quarters == 2 ? width - 1 - x : height - 1 - y;
                int fromY = quarters == 1 ? width - 1 - x : quarters == 2 ? height - 1 - y : x;
                int in = fromY * stride + fromX * step;
                for (int b = 0; b < step; b++) {
                    to.put(out++, from.get(in + b));
                }
            }
        }
    }

    @Override
    public void close() {
        av_frame_free(frame);
    }
}
