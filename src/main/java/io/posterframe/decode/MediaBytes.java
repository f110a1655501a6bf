package io.posterframe.decode;

/** The bytes of one media file, read at any position by one thread. A failure to read is a PictureException. */
public interface MediaBytes {

    /** The length of the file in bytes. */
    long size();

    /**
     * Whether the file goes on behind its last byte, with what has not come yet. Then its end is no end: who would need
     * more fails with NotUploadedYet.
     */
    default boolean unfinished() {
        return false;
    }

    /**
     * Reads some bytes.
     *
     * @param position first byte wanted, 0 or more
     * @param into     filled from index 0
     * @param length   the most that is wanted, 1 to {@code into.length}
     * @return how many bytes were read, 1 to length, or -1 at or past the end
     */
    int read(long position, byte[] into, int length);

    /** Says that the range is about to be read in sequence, so that it can be fetched in few steps. A hint. */
    void expect(long from, long to);
}
