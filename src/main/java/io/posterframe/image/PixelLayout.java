package io.posterframe.image;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGRA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRAP16LE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB48BE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA64BE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;

import io.posterframe.picture.Rgb;

/**
 * The pixel formats that pictures are composed and encoded in. YUV is BT.601: JFIF's, of full range, but for
 * {@link #TV420}. Alpha is straight, not multiplied in; 16-bit channels are big-endian.
 */
enum PixelLayout {
    YUV420(AV_PIX_FMT_YUVJ420P, "yuvj420p", 3, 1),
    YUV444(AV_PIX_FMT_YUVJ444P, "yuvj444p", 3, 1),
    /** Limited range, as WebP wants it. */
    TV420(AV_PIX_FMT_YUV420P, "yuv420p", 3, 1),
    RGB(AV_PIX_FMT_RGB24, "rgb24", 1, 3),
    BGR(AV_PIX_FMT_BGR24, "bgr24", 1, 3),
    RGBA(AV_PIX_FMT_RGBA, "rgba", 1, 4),
    BGRA(AV_PIX_FMT_BGRA, "bgra", 1, 4),
    RGB48(AV_PIX_FMT_RGB48BE, "rgb48be", 1, 6),
    RGBA64(AV_PIX_FMT_RGBA64BE, "rgba64be", 1, 8),
    /** What FFmpeg's filter multiplies alpha into; nothing is composed in it. Little-endian. */
    GBRAP16(AV_PIX_FMT_GBRAP16LE, "gbrap16le", 4, 2);

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

    /** The layout of straight RGB values. */
    static PixelLayout rgb(boolean alpha, boolean deep) {
        if (deep) {
            return alpha ? RGBA64 : RGB48;
        }
        return alpha ? RGBA : RGB;
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

    boolean alpha() {
        return this == RGBA || this == BGRA || this == RGBA64 || this == GBRAP16;
    }

    /** Whether a channel has 16 bits. */
    boolean deep() {
        return this == RGB48 || this == RGBA64 || this == GBRAP16;
    }

    boolean fullRange() {
        return this != TV420;
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

    /** Whether chroma has half the width and height. */
    boolean subsampled() {
        return this == YUV420 || this == TV420;
    }

    private boolean subsampled(int plane) {
        return subsampled() && plane > 0;
    }

    /** One opaque pixel of a colour, as the bytes of one sample of a plane. */
    byte[] samples(int plane, Rgb colour) {
        int r = colour.red();
        int g = colour.green();
        int b = colour.blue();
        return switch (this) {
            case RGB -> new byte[] {(byte) r, (byte) g, (byte) b};
            case BGR -> new byte[] {(byte) b, (byte) g, (byte) r};
            case RGBA -> new byte[] {(byte) r, (byte) g, (byte) b, -1};
            case BGRA -> new byte[] {(byte) b, (byte) g, (byte) r, -1};
            case RGB48 -> new byte[] {(byte) r, (byte) r, (byte) g, (byte) g, (byte) b, (byte) b};
            case RGBA64 -> new byte[] {(byte) r, (byte) r, (byte) g, (byte) g, (byte) b, (byte) b, -1, -1};
            case TV420, GBRAP16 -> throw new IllegalStateException("nothing is composed in " + this);
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
