package io.posterframe.decode;

import io.posterframe.still.ImageHeader;

/** A still picture whose whole file is one packet for a decoder. */
final class SingleFrame implements ImageFrames {
    /** mjpeg halves the sides up to three times, each with an eighth of the work of a full transform. */
    private static final int MOST_HALVINGS = 3;

    private final ImageMemory memory;
    private final ImageHeader header;
    private final Shape shape;
    private final String decoder;
    private final long maxPixels;

    SingleFrame(ImageMemory memory, ImageHeader header, Shape shape, String decoder, long maxPixels) {
        this.memory = memory;
        this.header = header;
        this.shape = shape;
        this.decoder = decoder;
        this.maxPixels = maxPixels;
    }

    @Override
    public void first(int shrink, Image.Sink sink) {
        try (FfmpegDecoder opened = new FfmpegDecoder(decoder, null, maxPixels, halvings(shrink))) {
            if (!memory.decode(opened)) {
                throw ImageFile.undecodable("this image is damaged and can't be decoded", decoder);
            }
            sink.accept(
                    FfmpegFrames.describe(opened.frame(), header.width(), header.height(), shape), Image.STILL_MILLIS);
        }
    }

    private int halvings(int shrink) {
        if (!decoder.equals("mjpeg")) {
            return 0;
        }
        int log = 31 - Integer.numberOfLeadingZeros(Math.max(1, shrink));
        return Math.min(MOST_HALVINGS, log);
    }
}
