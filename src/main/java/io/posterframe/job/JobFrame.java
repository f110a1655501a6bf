package io.posterframe.job;

/**
 * A frame that was made.
 *
 * @param number the first of a job is 0
 * @param bundle where its image is kept, together with others
 * @param offset of the image in the bundle, in bytes
 * @param bytes  the length of the image, a JPEG
 * @param crc    CRC-32 of the image
 */
public record JobFrame(
        String jobId, int number, String bundle, int offset, int bytes, long crc, int width, int height) {}
