package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;

import io.posterframe.picture.Rgb;

/** The pixel formats that pictures are composed and encoded in. YUV is JFIF's: BT.601, full range. */
enum PixelLayout {
    YUV420(AV_PIX_FMT_YUVJ420P, "yuvj420p", 3, 1),
    YUV444(AV_PIX_FMT_YUVJ444P, "yuvj444p", 3, 1),
    RGB(AV_PIX_FMT_RGB24, "rgb24", 1, 3);

    private final int format;
    private final String pixelFormat;
    private final int planes;
    private final int sampleBytes;

    PixelLayout(int format, String pixelFormat, int planes, int sampleBytes) {
        this.format = format;
        this.pixelFormat = pixelFormat;
        this.planes = planes;
        this.sampleBytes = sampleBytes;
    }

    /** FFmpeg's AVPixelFormat. */
    int format() {
        return format;
    }

    /** FFmpeg's name of the format. */
    String pixelFormat() {
        return pixelFormat;
    }

    int planes() {
        return planes;
    }

    /** Bytes from one sample of a plane to the next. */
    int sampleBytes() {
        return sampleBytes;
    }

    boolean yuv() {
        return planes == 3;
    }

    int rowBytes(int plane, int width) {
        return subsampled(plane) ? (width + 1) / 2 : width * sampleBytes;
    }

    int rows(int plane, int height) {
        return subsampled(plane) ? (height + 1) / 2 : height;
    }

    private boolean subsampled(int plane) {
        return this == YUV420 && plane > 0;
    }

    /** One pixel of a colour, as the bytes of one sample of a plane. */
    byte[] samples(int plane, Rgb colour) {
        int r = colour.red();
        int g = colour.green();
        int b = colour.blue();
        return switch (this) {
            case RGB -> new byte[] {(byte) r, (byte) g, (byte) b};
            case YUV420, YUV444 ->
                new byte[] {
                    // JFIF 1.02, "conversion to and from RGB"
                    (byte)
                            switch (plane) {
                                case 0 -> round(0.299 * r + 0.587 * g + 0.114 * b);
                                case 1 -> round(128 - 0.168736 * r - 0.331264 * g + 0.5 * b);
                                default -> round(128 + 0.5 * r - 0.418688 * g - 0.081312 * b);
                            }
                };
        };
    }

    private static int round(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
