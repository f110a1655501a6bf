package io.posterframe.image;

/**
 * A finished image file and where its time went.
 *
 * @param bytes        the file
 * @param decodeNanos  finding and decoding the frames, reading included
 * @param composeNanos scaling and placing them
 * @param encodeNanos  writing the file
 */
public record EncodedPicture(
        byte[] bytes, int width, int height, long decodeNanos, long composeNanos, long encodeNanos) {}
