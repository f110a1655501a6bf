package io.posterframe.decode;

import static org.bytedeco.ffmpeg.global.avutil.*;
import static org.bytedeco.ffmpeg.global.swscale.*;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** A frame of an image as a viewer sees it: RGB with alpha, upright. */
final class Shown {
    private Shown() {}

    static BufferedImage upright(Frame frame) {
        BufferedImage stored = stored(frame);
        Shape shape = frame.shape();
        boolean sideways = shape.sideways();
        int width = sideways ? stored.getHeight() : stored.getWidth();
        int height = sideways ? stored.getWidth() : stored.getHeight();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < stored.getHeight(); y++) {
            for (int x = 0; x < stored.getWidth(); x++) {
                int column = shape.mirrored() ? stored.getWidth() - 1 - x : x;
                int rgb = stored.getRGB(x, y);
                switch (shape.clockwiseTurns()) {
                    case 1 -> image.setRGB(width - 1 - y, column, rgb);
                    case 2 -> image.setRGB(width - 1 - column, height - 1 - y, rgb);
                    case 3 -> image.setRGB(y, height - 1 - column, rgb);
                    default -> image.setRGB(column, y, rgb);
                }
            }
        }
        return image;
    }

    private static BufferedImage stored(Frame frame) {
        int format = av_get_pix_fmt(frame.pixelFormat());
        int coefficients = frame.colour().matrix() == Colour.Matrix.BT709 ? SWS_CS_ITU709 : SWS_CS_ITU601;
        int full = frame.colour().fullRange() ? 1 : 0;
        SwsContext sws = sws_getContext(
                frame.width(),
                frame.height(),
                format,
                frame.width(),
                frame.height(),
                AV_PIX_FMT_BGRA,
                SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT,
                null,
                null,
                (double[]) null);
        sws_setColorspaceDetails(
                sws,
                sws_getCoefficients(coefficients),
                full,
                sws_getCoefficients(SWS_CS_ITU601),
                1,
                0,
                1 << 16,
                1 << 16);
        ByteBuffer bytes = ByteBuffer.allocateDirect(frame.width() * frame.height() * 4 + 64)
                .order(ByteOrder.LITTLE_ENDIAN);
        try (PointerPointer<BytePointer> data = new PointerPointer<>(4);
                IntPointer strides = new IntPointer(4L);
                PointerPointer<BytePointer> out = new PointerPointer<>(4);
                IntPointer outStrides = new IntPointer(4L)) {
            for (int p = 0; p < 4; p++) {
                boolean has = p < frame.planes().size();
                data.put(p, has ? new BytePointer(frame.planes().get(p)) : null);
                strides.put(p, has ? frame.strides()[p] : 0);
                out.put(p, p == 0 ? new BytePointer(bytes) : null);
                outStrides.put(p, p == 0 ? 4 * frame.width() : 0);
            }
            sws_scale(sws, data, strides, 0, frame.height(), out, outStrides);
        }
        sws_freeContext(sws);
        int[] pixels = new int[frame.width() * frame.height()];
        bytes.asIntBuffer().get(pixels);
        BufferedImage image = new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, frame.width(), frame.height(), pixels, 0, frame.width());
        return image;
    }
}
