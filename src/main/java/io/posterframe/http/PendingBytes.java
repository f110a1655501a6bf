package io.posterframe.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory large bodies hold while they are written to clients that read slowly. A small one fits into the
 * system's buffers and is not counted; a large one stays in memory until its client has read it, even if the cache drops
 * it meanwhile, so without a bound some dozen idle clients could take all memory. For any thread.
 */
final class PendingBytes {
    /**
     * The largest body that is not counted: what the buffers of the two systems take from us even if the client reads
     * nothing. Bodies above it miss the shortest road of a hit, as two atomic steps on a number that all event loops share
     * come with them.
     */
    static final long SMALL = 64 << 10;

    private final long most;
    private final AtomicLong pending = new AtomicLong();

    PendingBytes(long most) {
        this.most = most;
    }

    /** @return whether there is room; the bytes are then to be given back */
    boolean take(long length) {
        if (length <= SMALL || pending.addAndGet(length) <= most) {
            return true;
        }
        pending.addAndGet(-length);
        return false;
    }

    void giveBack(long length) {
        if (length > SMALL) {
            pending.addAndGet(-length);
        }
    }
}
