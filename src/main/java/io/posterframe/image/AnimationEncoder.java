package io.posterframe.image;

import io.posterframe.picture.Encoding;
import io.posterframe.picture.ImageFormat;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes an animation frame by frame. For one thread. {@code finish} ends the file; {@code close} gives the memory back, also
 * of one that was not finished.
 */
interface AnimationEncoder extends AutoCloseable {

    /**
     * Adds a frame.
     *
     * @param pixels      in {@link #layout}'s layout, all frames of one size
     * @param shownMillis how long it is shown, in milliseconds; GIF counts in hundredths of a second, so it carries the
     *                    rest over to the next frame
     */
    void add(Pixels pixels, int shownMillis) throws IOException;

    /** Writes the end of the file. */
    void finish() throws IOException;

    @Override
    void close();

    /**
     * What frames come in.
     *
     * @param alpha whether any of them has transparent pixels
     */
    static PixelLayout layout(Encoding encoding, boolean alpha) {
        return switch (encoding.format()) {
            case GIF -> GifAnimation.layout(alpha);
            case WEBP -> WebpAnimation.LAYOUT;
            default -> throw notAnimated(encoding);
        };
    }

    /** How many pixels a frame counts for beside its own: what each costs, however small it is. */
    static long framePixels(Encoding encoding) {
        return encoding.format() == ImageFormat.GIF ? GifAnimation.FRAME_PIXELS : WebpAnimation.FRAME_PIXELS;
    }

    /**
     * The encoder for a format, chosen by name.
     *
     * @param plays how often it is shown, 0 for without end
     * @param out   throws when the file becomes too large
     */
    static AnimationEncoder of(Encoding encoding, int plays, OutputStream out) {
        return switch (encoding.format()) {
            case GIF -> new GifAnimation(plays, Palette.Dither.ORDERED, out);
            case WEBP -> new WebpAnimation(encoding, plays, out);
            default -> throw notAnimated(encoding);
        };
    }

    private static IllegalArgumentException notAnimated(Encoding encoding) {
        return new IllegalArgumentException(encoding.format() + " is never animated");
    }
}
