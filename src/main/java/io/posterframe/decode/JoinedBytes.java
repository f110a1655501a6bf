package io.posterframe.decode;

import java.util.List;

/** Some files one behind the other, read as one. */
final class JoinedBytes implements MediaBytes {
    private final List<MediaBytes> files;
    private final long size;

    /** @param files one or more */
    JoinedBytes(List<MediaBytes> files) {
        this.files = List.copyOf(files);
        this.size = this.files.stream().mapToLong(MediaBytes::size).sum();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, byte[] into, int length) {
        long start = 0;
        for (MediaBytes file : files) {
            if (position < start + file.size()) {
                return file.read(position - start, into, length);
            }
            start += file.size();
        }
        return -1;
    }

    /** What lies where in one of the files is for its owner to know. */
    @Override
    public void expect(long from, long to) {}
}
