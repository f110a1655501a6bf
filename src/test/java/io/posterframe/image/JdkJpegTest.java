package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.picture.Encoding;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Rgb;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.jpeg.JPEGQTable;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkJpegTest {

    /** 30 and 45 are among those that the JDK's own quality setting scales by one step otherwise. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 30, 45, 49})
    void writesTheTablesOfItsQuality(int quality) throws IOException {
        JPEGQTable[] tables = tables(jpeg(quality));
        assertArrayEquals(ints(QuantTables.luma(quality)), tables[0].getTable());
        assertArrayEquals(ints(QuantTables.chroma(quality)), tables[1].getTable());
    }

    @Test
    void readsTheRowsFromNativeMemory() {
        Rgb[] stripes = {new Rgb(200, 60, 50), new Rgb(60, 170, 70), new Rgb(50, 80, 190)};
        try (Pixels pixels = new Pixels(97, 48, PixelLayout.RGB);
                Pixels stripe = new Pixels(97, 16, PixelLayout.RGB)) {
            for (int i = 0; i < stripes.length; i++) {
                stripe.fill(stripes[i]);
                pixels.put(stripe, 0, 16 * i);
            }
            BufferedImage read = Made.read(Made.encoded(new JdkJpeg(), pixels, new Encoding(ImageFormat.JPEG, 49, 0)));
            assertEquals("97x48", read.getWidth() + "x" + read.getHeight());
            for (int i = 0; i < stripes.length; i++) {
                for (int x : new int[] {0, 48, 96}) {
                    int rgb = read.getRGB(x, 16 * i + 8);
                    assertEquals(stripes[i].red(), rgb >> 16 & 255, 8);
                    assertEquals(stripes[i].green(), rgb >> 8 & 255, 8);
                    assertEquals(stripes[i].blue(), rgb & 255, 8);
                }
            }
        }
    }

    private static byte[] jpeg(int quality) {
        try (Pixels pixels = new Pixels(16, 16, PixelLayout.RGB)) {
            pixels.fill(Rgb.WHITE);
            return Made.encoded(new JdkJpeg(), pixels, new Encoding(ImageFormat.JPEG, quality, 0));
        }
    }

    private static JPEGQTable[] tables(byte[] jpeg) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(jpeg))) {
            reader.setInput(in);
            IIOMetadataNode root =
                    (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_jpeg_image_1.0");
            var nodes = root.getElementsByTagName("dqtable");
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> (JPEGQTable) ((IIOMetadataNode) nodes.item(i)).getUserObject())
                    .toArray(JPEGQTable[]::new);
        } finally {
            reader.dispose();
        }
    }

    private static int[] ints(short[] values) {
        return IntStream.range(0, values.length).map(i -> values[i]).toArray();
    }
}
