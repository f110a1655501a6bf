package io.posterframe.archive;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads a buffer, whose position stays, so that each try of a request can read it anew without a copy. */
final class BufferStream extends InputStream {
    private final ByteBuffer rest;

    BufferStream(ByteBuffer bytes) {
        rest = bytes.duplicate();
    }

    @Override
    public int read() {
        return rest.hasRemaining() ? Byte.toUnsignedInt(rest.get()) : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        int count = Math.min(length, rest.remaining());
        if (count == 0) {
            return -1;
        }
        rest.get(into, offset, count);
        return count;
    }

    @Override
    public int available() {
        return rest.remaining();
    }
}
