package io.posterframe.origin;

/**
 * How far beyond the needed bytes one reader's next request should go. A hint of the caller decides alone; without one the
 * window doubles while the reader goes straight on, and a seek closes it. For one thread.
 */
final class ReadAhead {
    private static final long LARGEST_GUESS = 512 * 1024;

    private final long firstWindow;
    private final long maxAhead;
    private long window;
    private long position = -1;
    private long planned;

    /**
     * @param firstWindow bytes, what a request brings anyway
     * @param maxAhead    bytes, also bounds hints
     */
    ReadAhead(long firstWindow, long maxAhead) {
        this.firstWindow = firstWindow;
        this.maxAhead = maxAhead;
        this.window = firstWindow;
    }

    /** Bytes wanted behind {@code offset + length}, when a request is needed at all. */
    long after(long offset, long length, long hint) {
        boolean onward = offset == position;
        long end = offset + length;
        position = end;
        if (hint > 0) {
            window = firstWindow;
            planned = end;
            return Math.min(hint, maxAhead);
        }
        if (!onward) {
            window = firstWindow;
            planned = end;
            return 0;
        }
        if (end <= planned) {
            return planned - end;
        }
        window = Math.min(window * 2, LARGEST_GUESS);
        long ahead = Math.min(maxAhead, Math.max(0, window - length));
        planned = end + ahead;
        return ahead;
    }
}
