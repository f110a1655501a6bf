package io.posterframe.hls;

import io.posterframe.origin.MediaReader;
import java.nio.ByteBuffer;

/** A piece of a file, which it closes with itself. */
record Window(MediaReader file, long offset, long size) implements PartBytes {

    @Override
    public ByteBuffer read(long from, int length, long ahead) {
        long count = Math.max(0, Math.min(length, size - from));
        long behind = Math.max(0, size - from - count);
        return file.read(offset + from, (int) count, Math.min(ahead, behind));
    }

    @Override
    public void confirm() {
        file.confirm();
    }

    @Override
    public void close() {
        file.close();
    }
}
