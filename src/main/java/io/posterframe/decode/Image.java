package io.posterframe.decode;

import io.posterframe.picture.ImageFormat;
import java.nio.ByteBuffer;

/** An open image file, still or animated; for one thread. Failures are PictureExceptions. */
public interface Image extends AutoCloseable {

    /** What a still picture's frame is said to stand; it has no meaning. */
    int STILL_MILLIS = 1;

    /** The format of the file; one of those that a browser or an editor names, never a PNG variant such as PNG24. */
    ImageFormat format();

    /** Stored pixels, 1 or more; {@link #shape} makes them upright. Known before anything is decoded. */
    int width();

    /** Stored pixels, 1 or more. */
    int height();

    Shape shape();

    /** Whether it has more than one frame. */
    boolean animated();

    /** How many frames {@link #all} hands over at most, 1 or more; a damaged file may have fewer. */
    int frames();

    /** How often an animation is shown, 0 for without end. */
    int plays();

    /**
     * Hands over the picture, or an animation's first frame.
     *
     * @param shrink how many times smaller than stored the frame may be, 1 or more; a decoder may do less than that, and
     *               says what it did in the frame's size
     */
    void first(int shrink, Sink sink);

    /** Hands over every frame of an animation in its order, each a whole picture. */
    void all(Sink sink);

    /** The file itself, from position 0 to its limit. */
    ByteBuffer file();

    @Override
    void close();

    /** Takes frames. */
    @FunctionalInterface
    interface Sink {
        /** @param shownMillis how long the frame stands, 1 or more; meaningless for a still picture */
        void accept(Frame frame, int shownMillis);
    }
}
