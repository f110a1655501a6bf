package io.posterframe.decode;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * One frame of an animation as the file stores it: a rectangle that changes the canvas.
 *
 * @param x        left edge on the canvas, 0 or more
 * @param y        top edge on the canvas, 0 or more
 * @param width    1 or more; may reach over the canvas
 * @param height   1 or more; may reach over the canvas
 * @param millis   how long it stands, 1 or more
 * @param blended  whether it is laid over what is there, or replaces it
 * @param disposal what happens to its rectangle afterwards
 * @param file     the pieces of a still file of it
 */
record Part(
        int x, int y, int width, int height, int millis, boolean blended, Disposal disposal, List<ByteBuffer> file) {
    /** What players show for a frame that asks for next to nothing: 100 ms for up to 10. */
    private static final int SHORTEST_MILLIS = 10;

    private static final int DEFAULT_MILLIS = 100;

    /** What becomes of a frame's rectangle before the next is drawn. */
    enum Disposal {
        KEEP,
        CLEAR,
        RESTORE
    }

    /** How long browsers show a frame that asks for a time. */
    static int shownMillis(long asked) {
        return asked <= SHORTEST_MILLIS ? DEFAULT_MILLIS : (int) Math.min(asked, Integer.MAX_VALUE);
    }
}
