package io.posterframe.decode;

import java.util.Arrays;

/** A file in an array, read in pieces. */
public final class ArrayBytes implements MediaBytes {
    private final byte[] file;

    public ArrayBytes(byte[] file) {
        this.file = file;
    }

    @Override
    public long size() {
        return file.length;
    }

    @Override
    public int read(long position, byte[] into, int length) {
        if (position >= file.length) {
            return -1;
        }
        byte[] part = Arrays.copyOfRange(
                file, (int) position, (int) Math.min(file.length, position + Math.min(length, 5000)));
        System.arraycopy(part, 0, into, 0, part.length);
        return part.length;
    }

    @Override
    public void expect(long from, long to) {}
}
