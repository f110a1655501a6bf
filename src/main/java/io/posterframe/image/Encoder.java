package io.posterframe.image;

import io.posterframe.picture.Encoding;

/** Writes pixels in one image format. For one thread. */
interface Encoder {

    /** What it wants the pixels in. */
    PixelLayout layout();

    /** The whole file. */
    byte[] encode(Pixels pixels, Encoding encoding);

    /** The encoder for a format and quality, chosen by name. */
    static Encoder of(Encoding encoding) {
        return switch (encoding.format()) {
            case JPEG -> encoding.quality() >= FfmpegJpeg.LOWEST_QUALITY ? new FfmpegJpeg() : new JdkJpeg();
            case PNG -> new FfmpegPng();
        };
    }
}
