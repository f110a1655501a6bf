package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR0;

import io.posterframe.still.ImageHeader;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * A JPEG of four inks, converted to sRGB. FFmpeg would convert it without its profile, so it is made to hand the samples
 * over as they are.
 */
final class CmykFrames implements ImageFrames {
    private static final int YCCK = 2;

    private final ImageMemory memory;
    private final ImageHeader header;
    private final Shape shape;
    private final long maxPixels;
    private final JpegCover cover;

    CmykFrames(ImageMemory memory, ImageHeader header, Shape shape, long maxPixels) {
        this.memory = memory;
        this.header = header;
        this.shape = shape;
        this.maxPixels = maxPixels;
        this.cover = new JpegCover(memory.bytes());
    }

    @Override
    public void first(int shrink, Image.Sink sink) {
        int lowres = SingleFrame.halvings(shrink);
        if (!handOver(lowres, sink) && (lowres == 0 || !handOver(0, sink))) {
            throw ImageFile.undecodable("this image is damaged and can't be decoded", "CMYK");
        }
    }

    /** @return false when it can't be decoded so small */
    private boolean handOver(int lowres, Image.Sink sink) {
        try (FfmpegDecoder decoder = new FfmpegDecoder("mjpeg", null, maxPixels, lowres)) {
            if (!decode(decoder)) {
                return false;
            }
            AVFrame inks = decoder.frame();
            Frame samples = FfmpegFrames.describe(inks, header.width(), header.height(), shape);
            if (!samples.pixelFormat().startsWith("yuva4")) {
                throw ImageFile.undecodable("this kind of CMYK image can't be decoded", samples.pixelFormat());
            }
            try (Canvas canvas = new Canvas(inks.width(), inks.height(), AV_PIX_FMT_BGR0)) {
                new CmykRows(samples, cover.transform() == YCCK, FfmpegFrames.profile(inks)).convert(canvas);
                sink.accept(
                        FfmpegFrames.describe(
                                canvas.frame(),
                                header.width(),
                                header.height(),
                                shape,
                                new Colour(Colour.Matrix.BT601, true)),
                        Image.STILL_MILLIS);
            }
            return true;
        }
    }

    private boolean decode(FfmpegDecoder decoder) {
        cover.apply();
        try {
            return memory.decode(decoder, SingleFrame.JPEG_END);
        } finally {
            cover.undo();
        }
    }
}
