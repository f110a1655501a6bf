package io.posterframe.origin;

import java.nio.ByteBuffer;

/**
 * One buffer for each thread that reads files, rather than one for each read: a picture takes some hundred kilobytes of its
 * video, and what becomes garbage is paid by all requests that are under way.
 */
public final class ReadBuffer {
    /** Longer reads have a buffer of their own. */
    private static final int MOST = 1 << 20;

    private static final ThreadLocal<ByteBuffer> LAST = ThreadLocal.withInitial(() -> ByteBuffer.allocate(0));

    private ReadBuffer() {}

    /** @return a buffer of this length, until the thread asks for the next one */
    public static ByteBuffer of(int length) {
        ByteBuffer last = LAST.get();
        if (last.capacity() < length) {
            last = ByteBuffer.allocate(length);
            if (length <= MOST) {
                LAST.set(last);
            }
        }
        return last.clear().limit(length);
    }
}
