package io.posterframe.image;

import io.posterframe.picture.ImageFormat;

/**
 * A picture whose file has been written, and where its time went.
 *
 * @param format       what was written
 * @param decodeNanos  finding and decoding the frames, reading included
 * @param composeNanos scaling and placing them
 * @param encodeNanos  writing the file
 */
public record MadePicture(
        ImageFormat format, int width, int height, long decodeNanos, long composeNanos, long encodeNanos) {}
