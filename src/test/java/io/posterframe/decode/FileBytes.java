package io.posterframe.decode;

import io.posterframe.clips.Clip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;

/** A clip's bytes in memory; counts what is read, each read in steps as small as a demuxer makes them. */
public final class FileBytes implements MediaBytes {
    private final byte[] file;
    private long count;
    private long expected;

    public FileBytes(Clip clip) {
        try {
            file = Files.readAllBytes(clip.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many bytes were read since the last call. */
    public long takeCount() {
        long taken = count;
        count = 0;
        return taken;
    }

    /** The length of the range that was expected last. */
    public long expected() {
        return expected;
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
        int read = (int) Math.min(length, file.length - position);
        ByteBuffer.wrap(file).get((int) position, into, 0, read);
        count += read;
        return read;
    }

    @Override
    public void expect(long from, long to) {
        expected = to - from;
    }
}
