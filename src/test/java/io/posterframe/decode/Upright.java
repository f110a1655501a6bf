package io.posterframe.decode;

import io.posterframe.clips.Barcode;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
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
        byte[] grey = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        // told once, as there are hundreds of thousands of pixels
        int turns = frame.shape().clockwiseTurns();
        boolean deep = frame.pixelFormat().endsWith("10le");
        ByteBuffer luma = frame.planes().get(0);
        int stride = frame.strides()[0];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int column =
                        switch (turns) {
                            case 1 -> y;
                            case 2 -> width - 1 - x;
                            case 3 -> height - 1 - y;
                            default -> x;
                        };
                int row =
                        switch (turns) {
                            case 1 -> width - 1 - x;
                            case 2 -> height - 1 - y;
                            case 3 -> x;
                            default -> y;
                        };
                grey[y * width + x] = (byte) sample(luma, row * stride, column, deep);
            }
        }
        return image;
    }

    /** The upper 8 bits. */
    private static int sample(ByteBuffer luma, int row, int column, boolean deep) {
        if (deep) {
            return (luma.get(row + 2 * column + 1) & 255) << 6 | (luma.get(row + 2 * column) & 255) >> 2;
        }
        return luma.get(row + column);
    }
}
