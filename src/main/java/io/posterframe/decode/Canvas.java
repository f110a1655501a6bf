package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGRA;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** A picture in BGRA (alpha not multiplied in) on which the frames of an animation are drawn. Transparent at first. */
final class Canvas implements AutoCloseable {
    private final AVFrame frame = Ffmpeg.allocated(av_frame_alloc());
    private final ByteBuffer pixels;
    private final int width;
    private final int height;
    private final int stride;

    Canvas(int width, int height) {
        this(width, height, AV_PIX_FMT_BGRA);
    }

    /** @param format BGRA, or BGR0 for a picture without alpha */
    Canvas(int width, int height, int format) {
        this.width = width;
        this.height = height;
        frame.width(width).height(height).format(format);
        if (av_frame_get_buffer(frame, 0) < 0) {
            av_frame_free(frame);
            throw ImageFile.undecodable("this image takes more memory than there is", width + "x" + height);
        }
        stride = frame.linesize(0);
        pixels = new BytePointer(frame.data(0))
                .capacity((long) stride * height)
                .asByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
        clear(0, 0, width, height);
    }

    AVFrame frame() {
        return frame;
    }

    /** Makes a rectangle transparent; what lies outside the canvas is left out, here and below. */
    void clear(int x, int y, int width, int height) {
        int columns = Math.min(width, this.width - x);
        for (int row = y; row < Math.min(y + height, this.height) && columns > 0; row++) {
            Pointer.memset(frame.data(0).getPointer((long) row * stride + 4L * x), 0, 4L * columns);
        }
    }

    /** Replaces a row (0xAARRGGBB). */
    void put(int row, int[] colours) {
        pixels.position(row * stride);
        pixels.asIntBuffer().put(colours, 0, width);
        pixels.position(0);
    }

    /** Copies a rectangle from another canvas of the same size. */
    void copy(Canvas from, int x, int y, int width, int height) {
        int columns = Math.min(width, this.width - x);
        for (int row = y; row < Math.min(y + height, this.height) && columns > 0; row++) {
            int start = row * stride + 4 * x;
            pixels.put(start, from.pixels, start, 4 * columns);
        }
    }

    /** Draws a picture with its top left corner at a place. */
    void draw(Canvas picture, int x, int y, boolean blended) {
        int columns = Math.min(picture.width, width - x);
        int rows = Math.min(picture.height, height - y);
        for (int row = 0; row < rows && columns > 0; row++) {
            int from = row * picture.stride;
            int to = (y + row) * stride + 4 * x;
            if (!blended) {
                pixels.put(to, picture.pixels, from, 4 * columns);
                continue;
            }
            for (int column = 0; column < columns; column++) {
                int above = picture.pixels.getInt(from + 4 * column);
                int alpha = above >>> 24;
                if (alpha == 255) {
                    pixels.putInt(to + 4 * column, above);
                } else if (alpha > 0) {
                    pixels.putInt(to + 4 * column, over(above, alpha, pixels.getInt(to + 4 * column)));
                }
            }
        }
    }

    /** Porter and Duff's "over" of colours whose alpha is not multiplied in. */
    private static int over(int above, int alpha, int below) {
        int rest = (below >>> 24) * (255 - alpha) / 255;
        int sum = alpha + rest;
        int result = sum << 24;
        for (int shift = 0; shift < 24; shift += 8) {
            int mixed = ((above >>> shift & 255) * alpha + (below >>> shift & 255) * rest + sum / 2) / sum;
            result |= mixed << shift;
        }
        return result;
    }

    @Override
    public void close() {
        av_frame_free(frame);
    }
}
