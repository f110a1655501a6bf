package io.posterframe.decode;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * When pictures are shown whose container names decoding times only, as AVI does: there a frame takes the place of the
 * packet that is as far back as the decoder holds pictures back. A frame that is lost so leaves its place empty.
 */
final class Untimed {
    private final Deque<Long> times = new ArrayDeque<>();
    private int delay;
    private boolean ended;

    void flush() {
        times.clear();
        ended = false;
    }

    /** @param delay how many pictures the decoder holds back, at the time */
    void sent(long dts, int delay) {
        times.add(dts);
        this.delay = delay;
        while (times.size() > delay + 1) {
            times.remove();
        }
    }

    void ended() {
        ended = true;
        while (times.size() > delay) {
            times.remove();
        }
    }

    /** The time of the picture that came out, or a guess where none can be told. */
    long time(long guess) {
        if (times.isEmpty()) {
            return guess;
        }
        return ended ? times.remove() : times.peek();
    }
}
