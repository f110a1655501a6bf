package io.posterframe.decode;

import io.posterframe.clips.Barcode;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;

/** What a frame shows to a viewer, in shades of grey. */
final class Upright {
    private Upright() {}

    /** The number in a frame, read after the turn that its shape asks for. */
    static int barcode(Frame frame) {
        return Barcode.read(luma(frame));
    }

    private static BufferedImage luma(Frame frame) {
        boolean sideways = frame.shape().sideways();
        int width = sideways ? frame.height() : frame.width();
        int height = sideways ? frame.width() : frame.height();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int sample =
                        switch (frame.shape().clockwiseTurns()) {
                            case 1 -> sample(frame, y, width - 1 - x);
                            case 2 -> sample(frame, width - 1 - x, height - 1 - y);
                            case 3 -> sample(frame, height - 1 - y, x);
                            default -> sample(frame, x, y);
                        };
                image.getRaster().setSample(x, y, 0, sample);
            }
        }
        return image;
    }

    private static int sample(Frame frame, int x, int y) {
        ByteBuffer luma = frame.planes().get(0);
        int row = y * frame.strides()[0];
        if (frame.pixelFormat().endsWith("10le")) {
            return (luma.get(row + 2 * x + 1) & 255) << 6 | (luma.get(row + 2 * x) & 255) >> 2;
        }
        return luma.get(row + x) & 255;
    }
}
