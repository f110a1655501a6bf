package io.posterframe.decode;

import io.posterframe.still.ImageHeader;
import org.jspecify.annotations.Nullable;

/** A still picture whose whole file is one packet for a decoder. */
final class SingleFrame implements ImageFrames {
    /** mjpeg halves the sides up to three times, each with an eighth of the work of a full transform. */
    static final int MOST_HALVINGS = 3;

    /** Without an end, FFmpeg shows of a progressive picture that was cut off only the part that is complete. */
    static final byte[] JPEG_END = {(byte) 0xff, (byte) 0xd9};

    private static final byte[] NOTHING = {};

    private final ImageMemory memory;
    private final ImageHeader header;
    private final Shape shape;
    private final String decoder;
    private final long maxPixels;
    private final @Nullable ColourSpace space;

    SingleFrame(ImageMemory memory, ImageHeader header, Shape shape, String decoder, long maxPixels) {
        this(memory, header, shape, decoder, maxPixels, null);
    }

    /** @param space what the decoder can't know; null when it does */
    SingleFrame(
            ImageMemory memory,
            ImageHeader header,
            Shape shape,
            String decoder,
            long maxPixels,
            @Nullable ColourSpace space) {
        this.memory = memory;
        this.header = header;
        this.shape = shape;
        this.decoder = decoder;
        this.maxPixels = maxPixels;
        this.space = space;
    }

    @Override
    public void first(int shrink, Image.Sink sink) {
        boolean jpeg = decoder.equals("mjpeg");
        int lowres = jpeg ? halvings(shrink) : 0;
        if (!handOver(lowres, jpeg ? JPEG_END : NOTHING, sink)
                && (lowres == 0 || !handOver(0, jpeg ? JPEG_END : NOTHING, sink))) {
            throw ImageFile.undecodable("this image is damaged and can't be decoded", decoder);
        }
    }

    /** @return false when it can't be decoded so small: mjpeg knows rare samplings at full size only */
    private boolean handOver(int lowres, byte[] tail, Image.Sink sink) {
        try (FfmpegDecoder opened = new FfmpegDecoder(decoder, null, maxPixels, lowres)) {
            if (!memory.decode(opened, tail)) {
                return false;
            }
            Colour found = FfmpegFrames.colour(opened.frame());
            Colour colour = space == null ? found : found.in(space);
            sink.accept(
                    FfmpegFrames.describe(opened.frame(), header.width(), header.height(), shape, colour),
                    Image.STILL_MILLIS);
            return true;
        }
    }

    /** How often mjpeg may halve the sides of a picture that may be this many times smaller. */
    static int halvings(int shrink) {
        return Math.min(MOST_HALVINGS, 31 - Integer.numberOfLeadingZeros(Math.max(1, shrink)));
    }
}
