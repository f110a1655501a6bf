package io.posterframe.decode;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * One decoded frame as the decoder left it: not yet upright, its pixels not yet square. Valid only during the call that
 * hands it over.
 *
 * @param planes      direct buffers, one a plane, position 0; a palette is the second plane of {@code pal8}
 * @param strides     bytes from one row to the next, one a plane
 * @param pixelFormat FFmpeg's name of the pixel format, such as {@code yuv420p}
 * @param width       stored pixels
 * @param height      stored pixels
 * @param fullWidth   the width that it would have if the decoder had not shrunk it; geometry goes by this one
 * @param fullHeight  the height, in the same way
 * @param colour      what the samples mean
 * @param shape       how the stored pixels become an upright picture with square pixels
 * @param scan        how its rows lie in time
 */
public record Frame(
        List<ByteBuffer> planes,
        int[] strides,
        String pixelFormat,
        int width,
        int height,
        int fullWidth,
        int fullHeight,
        Colour colour,
        Shape shape,
        Scan scan) {

    /** Whether all rows are of one moment, or every second row is of a later one. */
    public enum Scan {
        PROGRESSIVE,
        TOP_FIELD_FIRST,
        BOTTOM_FIELD_FIRST
    }

    /** A progressive frame that the decoder has not shrunk. */
    public Frame(
            List<ByteBuffer> planes,
            int[] strides,
            String pixelFormat,
            int width,
            int height,
            Colour colour,
            Shape shape) {
        this(planes, strides, pixelFormat, width, height, width, height, colour, shape, Scan.PROGRESSIVE);
    }
}
