package io.posterframe.image;

import io.posterframe.picture.Encoding;
import java.io.IOException;
import java.io.OutputStream;

/** Writes pixels in one image format. For one thread. */
interface Encoder {

    /**
     * What it wants the pixels in.
     *
     * @param alpha whether the picture has transparent pixels that the format is to keep; always false for one that can't
     */
    PixelLayout layout(boolean alpha);

    /**
     * Writes the whole file, in pieces where it can.
     *
     * @param pixels in {@link #layout}'s layout
     * @param out    throws when the file becomes too large
     */
    void encode(Pixels pixels, Encoding encoding, OutputStream out) throws IOException;

    /** The encoder for a format and quality, chosen by name. */
    static Encoder of(Encoding encoding) {
        return switch (encoding.format()) {
            case JPEG -> encoding.quality() >= FfmpegJpeg.LOWEST_QUALITY ? new FfmpegJpeg() : new JdkJpeg();
            case PNG, PNG8, PNG24, PNG32, PNG48, PNG64 -> new FfmpegPng(encoding.format());
            case BMP -> new Bmp();
            case GIF -> new Gif();
            case TIFF -> new FfmpegTiff();
            case PSD -> new Psd();
            case PDF -> new Pdf(encoding.quality());
            case JXR -> new Jxr();
            case WEBP -> new FfmpegWebp();
            case AVIF -> new Avif();
        };
    }
}
