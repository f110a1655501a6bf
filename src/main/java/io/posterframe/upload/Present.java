package io.posterframe.upload;

import java.util.BitSet;

/**
 * What of a file was there at some moment.
 *
 * @param chunks the numbers of the chunks that were there, a long last chunk counted as the two that it is made of; empty for
 *               a complete file
 */
record Present(Upload upload, BitSet chunks) {

    /** How many bytes from the offset on, 0 or more, are there without a gap. */
    long from(long offset) {
        long size = upload.totalBytes();
        if (offset >= size) {
            return 0;
        }
        if (upload.complete()) {
            return size - offset;
        }
        int number = (int) (offset / upload.chunkBytes()) + 1;
        if (!chunks.get(number)) {
            return 0;
        }
        int gap = chunks.nextClearBit(number);
        return Math.min((gap - 1) * upload.chunkBytes(), size) - offset;
    }
}
