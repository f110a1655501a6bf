package io.posterframe.image;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.global.avutil;

/** Painted pixels for encoders: smooth colours, and opacity that rises from left to right. */
final class Swatch {
    static {
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    }

    final int width;
    final int height;
    final boolean alpha;

    /** @param alpha whether it is not all opaque */
    Swatch(int width, int height, boolean alpha) {
        this.width = width;
        this.height = height;
        this.alpha = alpha;
    }

    /** A channel's value, 0 to 65535: red, green, blue, opacity. */
    int deep(int x, int y, int channel) {
        return switch (channel) {
            case 0 -> 65_535 * x / Math.max(1, width - 1);
            case 1 -> 65_535 * y / Math.max(1, height - 1);
            case 2 -> 65_535 * (x + y) / Math.max(1, width + height - 2);
            default -> alpha ? Math.min(65_535, 2 * 65_535 * x / Math.max(1, width - 1)) : 65_535;
        };
    }

    int argb(int x, int y) {
        return deep(x, y, 3) >> 8 << 24 | deep(x, y, 0) >> 8 << 16 | deep(x, y, 1) >> 8 << 8 | deep(x, y, 2) >> 8;
    }

    /** The swatch without its opacity. */
    BufferedImage image() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, argb(x, y));
            }
        }
        return image;
    }

    Pixels pixels(PixelLayout layout) {
        if (layout.yuv()) {
            try (Pixels rgb = pixels(PixelLayout.RGB);
                    Scaler scaler = new Scaler()) {
                return scaler.convert(rgb, layout);
            }
        }
        Pixels pixels = new Pixels(width, height, layout);
        ByteBuffer rows = pixels.plane(0);
        int step = layout.sampleBytes();
        boolean bgr = layout == PixelLayout.BGR || layout == PixelLayout.BGRA;
        int bytes = layout.deep() ? 2 : 1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < step / bytes; c++) {
                    int value = deep(x, y, bgr && c < 3 ? 2 - c : c);
                    int at = y * pixels.stride(0) + x * step + c * bytes;
                    rows.put(at, (byte) (value >> 8));
                    if (bytes == 2) {
                        rows.put(at + 1, (byte) value);
                    }
                }
            }
        }
        return pixels;
    }
}
