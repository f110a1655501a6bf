package io.posterframe.origin;

import java.util.concurrent.atomic.AtomicLong;

/** Room for so many bytes at once, whoever they are for. Thread-safe. */
public final class Room {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    public Room(long most) {
        this.most = most;
    }

    /** Whether they fit; what was taken is to be given back. */
    public boolean take(long bytes) {
        return take(bytes, most);
    }

    /** As {@link #take(long)}, with more room than usual for those who need it. */
    boolean take(long bytes, long least) {
        if (taken.addAndGet(bytes) <= Math.max(most, least)) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    public void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    public long taken() {
        return taken.get();
    }
}
