package io.posterframe.worker;

import io.posterframe.decode.MediaBytes;
import io.posterframe.picture.PictureException;
import io.posterframe.wire.Message;
import io.posterframe.wire.Wire;

/**
 * Media bytes asked of the edge, one window at a time. A demuxer reads in steps of 2 KiB; what it expects to read is
 * fetched in few large steps, and otherwise the steps grow while reading goes on in sequence and are small after a jump.
 */
final class EdgeBytes implements MediaBytes {
    private static final int FIRST_STEP = 32 << 10;
    private static final int LARGEST_STEP = 512 << 10;

    private final EdgeLine edge;
    private final long base;
    private final long size;
    private final boolean unfinished;

    private byte[] window = new byte[0];
    private long windowStart;
    private int step = FIRST_STEP;
    private long expectedFrom;
    private long expectedTo;

    /** @param base the address of the first byte */
    EdgeBytes(EdgeLine edge, long base, long size, boolean unfinished) {
        this.edge = edge;
        this.base = base;
        this.size = size;
        this.unfinished = unfinished;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean unfinished() {
        return unfinished;
    }

    @Override
    public void expect(long from, long to) {
        expectedFrom = from;
        expectedTo = Math.min(to, size);
    }

    @Override
    public int read(long position, byte[] into, int length) {
        if (position >= size) {
            return -1;
        }
        if (!holds(position)) {
            fetch(position);
            if (window.length == 0) {
                return -1;
            }
        }
        int from = (int) (position - windowStart);
        int count = Math.min(length, window.length - from);
        System.arraycopy(window, from, into, 0, count);
        return count;
    }

    /** Whether a byte can be read without asking the edge. */
    boolean holds(long position) {
        return position >= windowStart && position < windowStart + window.length;
    }

    /** Gives the window's memory back while the video is only kept open. */
    void rest() {
        window = new byte[0];
        expectedFrom = 0;
        expectedTo = 0;
        step = FIRST_STEP;
    }

    private void fetch(long position) {
        long wanted;
        long ahead = 0;
        // a demuxer may step back a little to find the start of a packet
        if (position >= expectedFrom - FIRST_STEP && position < expectedTo) {
            wanted = expectedTo - position;
            ahead = Math.max(0, wanted - Wire.MAX_READ);
        } else {
            boolean inSequence = position == windowStart + window.length && window.length > 0;
            step = inSequence ? Math.min(step * 2, LARGEST_STEP) : FIRST_STEP;
            wanted = step;
        }
        int length = (int) Math.min(Math.min(wanted, Wire.MAX_READ), size - position);
        try {
            window = edge.ask(new Message.Read(base + position, length, ahead), Message.Bytes.class)
                    .data();
            windowStart = position;
        } catch (PictureException e) {
            window = new byte[0];
            throw e;
        }
    }
}
