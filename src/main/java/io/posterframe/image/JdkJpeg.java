package io.posterframe.image;

import io.posterframe.picture.Encoding;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Baseline JPEG from the JDK, whose tables are IJG's at every quality; slower than FFmpeg's, so only below its range. */
final class JdkJpeg implements Encoder {
    private static final String WRITER = "com.sun.imageio.plugins.jpeg.JPEGImageWriter";

    @Override
    public PixelLayout layout() {
        return PixelLayout.RGB;
    }

    @Override
    public byte[] encode(Pixels pixels, Encoding encoding) {
        ImageWriter writer = writer();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(Math.max(1, encoding.quality()) / 100f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image(pixels), null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return Jfif.withDensity(bytes.toByteArray(), encoding.density());
    }

    private static ImageWriter writer() {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
        while (writers.hasNext()) {
            ImageWriter writer = writers.next();
            if (writer.getClass().getName().equals(WRITER)) {
                return writer;
            }
        }
        throw new IllegalStateException("this JDK has no " + WRITER);
    }

    private static BufferedImage image(Pixels pixels) {
        byte[] rows = new byte[pixels.stride(0) * pixels.height()];
        pixels.plane(0).get(0, rows);
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(rows, rows.length),
                pixels.width(),
                pixels.height(),
                pixels.stride(0),
                3,
                new int[] {0, 1, 2},
                null);
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, 1, DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, raster, false, null);
    }
}
