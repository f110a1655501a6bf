package io.posterframe.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** RGB or RGBA pixels as an image for Java's writers, which stays in native memory: they read it row by row. */
final class NativeImage {
    private NativeImage() {}

    /** An image to read from, valid as long as the pixels are: their colours blended over white, and their alpha. */
    static BufferedImage overWhite(Pixels pixels) {
        boolean alpha = pixels.layout().alpha();
        int channels = pixels.layout().sampleBytes();
        SampleModel samples = new Rows(pixels, channels);
        ColorModel colours = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                alpha,
                false,
                alpha ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE,
                DataBuffer.TYPE_BYTE);
        return new BufferedImage(
                colours,
                Raster.createWritableRaster(samples, new OverWhite(pixels.plane(0), alpha), null),
                false,
                null);
    }

    /** Reads whole rows of opaque pixels at once. */
    private static final class Rows extends PixelInterleavedSampleModel {
        private byte[] row = {};

        Rows(Pixels pixels, int channels) {
            super(
                    DataBuffer.TYPE_BYTE,
                    pixels.width(),
                    pixels.height(),
                    channels,
                    pixels.stride(0),
                    IntStream.range(0, channels).toArray());
        }

        @Override
        public int[] getPixels(int x, int y, int width, int height, int @Nullable [] into, DataBuffer data) {
            if (height != 1 || !(data instanceof OverWhite over) || over.alpha) {
                return super.getPixels(x, y, width, height, into, data);
            }
            int count = width * numBands;
            int[] values = into == null ? new int[count] : into;
            if (row.length < count) {
                row = new byte[count];
            }
            over.bytes.get(y * getScanlineStride() + x * numBands, row, 0, count);
            for (int i = 0; i < count; i++) {
                values[i] = row[i] & 0xff;
            }
            return values;
        }

        @Override
        public SampleModel createSubsetSampleModel(int[] bands) {
            boolean all = Arrays.equals(bands, IntStream.range(0, numBands).toArray());
            return all ? this : super.createSubsetSampleModel(bands);
        }
    }

    private static final class OverWhite extends DataBuffer {
        private final ByteBuffer bytes;
        private final boolean alpha;

        OverWhite(ByteBuffer bytes, boolean alpha) {
            super(TYPE_BYTE, bytes.capacity());
            this.bytes = bytes;
            this.alpha = alpha;
        }

        @Override
        public int getElem(int bank, int i) {
            int value = bytes.get(i) & 0xff;
            // rows begin at multiples of a pixel's four bytes
            if (!alpha || (i & 3) == 3) {
                return value;
            }
            int opacity = bytes.get(i | 3) & 0xff;
            return (value * opacity + 255 * (255 - opacity) + 127) / 255;
        }

        @Override
        public void setElem(int bank, int i, int value) {
            throw new UnsupportedOperationException("only to be read");
        }
    }
}
