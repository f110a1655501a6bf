package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR0;

import io.posterframe.still.ImageHeader;
import io.posterframe.still.JpegSegments;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * A JPEG of four inks, converted to sRGB. FFmpeg would convert it without its profile, so it is made to hand the samples
 * over as they are: it takes the Adobe marker's word for what they mean, and that is covered up while it decodes.
 */
final class CmykFrames implements ImageFrames {
    private static final int APP14 = 0xee;
    private static final int TRANSFORM = 11;
    private static final int YCCK = 2;
    /** A transform of three components, which means nothing for four. */
    private static final byte COVERED = 1;

    private final ImageMemory memory;
    private final ImageHeader header;
    private final Shape shape;
    private final long maxPixels;
    /** Where the transform is in the file; 0 without an Adobe marker. */
    private final int transformAt;

    CmykFrames(ImageMemory memory, ImageHeader header, Shape shape, JpegSegments segments, long maxPixels) {
        this.memory = memory;
        this.header = header;
        this.shape = shape;
        this.maxPixels = maxPixels;
        this.transformAt = segments.list().stream()
                .filter(segment -> segment.is(APP14, "Adobe") && segment.data().limit() > TRANSFORM)
                .mapToInt(segment -> segment.start() + TRANSFORM)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void first(int shrink, Image.Sink sink) {
        ByteBuffer file = memory.bytes();
        byte transform = transformAt == 0 ? 0 : file.get(transformAt);
        try (FfmpegDecoder decoder = new FfmpegDecoder("mjpeg", null, maxPixels, SingleFrame.halvings(shrink))) {
            if (!decode(file, transform, decoder)) {
                throw ImageFile.undecodable("this image is damaged and can't be decoded", "CMYK");
            }
            AVFrame inks = decoder.frame();
            Frame samples = FfmpegFrames.describe(inks, header.width(), header.height(), shape);
            if (!samples.pixelFormat().startsWith("yuva4")) {
                throw ImageFile.undecodable("this kind of CMYK image can't be decoded", samples.pixelFormat());
            }
            try (Canvas canvas = new Canvas(inks.width(), inks.height(), AV_PIX_FMT_BGR0)) {
                new CmykRows(samples, transform == YCCK, FfmpegFrames.profile(inks)).convert(canvas);
                sink.accept(
                        FfmpegFrames.describe(
                                canvas.frame(),
                                header.width(),
                                header.height(),
                                shape,
                                new Colour(Colour.Matrix.BT601, true)),
                        Image.STILL_MILLIS);
            }
        }
    }

    private boolean decode(ByteBuffer file, byte transform, FfmpegDecoder decoder) {
        if (transformAt == 0) {
            return memory.decode(decoder, SingleFrame.JPEG_END);
        }
        file.put(transformAt, COVERED);
        try {
            return memory.decode(decoder, SingleFrame.JPEG_END);
        } finally {
            file.put(transformAt, transform);
        }
    }
}
