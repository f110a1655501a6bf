package io.posterframe.render;

import io.posterframe.wire.Wire;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much heap the files take that are on their way from workers, in parts, until it is known how long they are. Large
 * ones are bounded all together: each worker of a large machine could be at a picture of the largest size. For any thread.
 */
final class GatheredBytes {
    /** What each picture may take without being counted: the first part, in which most have room. */
    static final long FREE = Wire.MAX_DATA;

    private static final long LEAST = 32L << 20;

    private final long most;
    private final AtomicLong held = new AtomicLong();

    /** @param largest the largest file; one of it always has room */
    GatheredBytes(long largest) {
        most = Math.max(largest, LEAST);
    }

    /** What one picture holds; for one thread. */
    final class Share {
        private long taken;

        /** @return whether there is room for a file that has grown to this length */
        boolean growTo(long length) {
            long more = Math.max(0, length - FREE) - taken;
            if (more > 0 && held.addAndGet(more) > most) {
                held.addAndGet(-more);
                return false;
            }
            taken += Math.max(0, more);
            return true;
        }

        void giveBack() {
            held.addAndGet(-taken);
            taken = 0;
        }
    }

    Share share() {
        return new Share();
    }

    long held() {
        return held.get();
    }
}
