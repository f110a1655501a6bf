package io.posterframe.bucket;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads buffers one behind the other, whose positions stay, so that each try of a request can read them anew without a copy. */
final class BufferStream extends InputStream {
    private final ByteBuffer[] rest;
    private int current;

    BufferStream(ByteBuffer... parts) {
        rest = new ByteBuffer[parts.length];
        for (int i = 0; i < parts.length; i++) {
            rest[i] = parts[i].duplicate();
        }
    }

    private boolean atEnd() {
        while (current < rest.length && !rest[current].hasRemaining()) {
            current++;
        }
        return current == rest.length;
    }

    @Override
    public int read() {
        return atEnd() ? -1 : Byte.toUnsignedInt(rest[current].get());
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (atEnd()) {
            return -1;
        }
        int count = Math.min(length, rest[current].remaining());
        rest[current].get(into, offset, count);
        return count;
    }

    @Override
    public int available() {
        return atEnd() ? 0 : rest[current].remaining();
    }
}
