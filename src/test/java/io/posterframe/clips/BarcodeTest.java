package io.posterframe.clips;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarcodeTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 833, 0x5555, 0xAAAA, Barcode.MAX})
    void readsWhatItDraws(int number) {
        assertEquals(number, Barcode.read(frame(number, 320, 180)));
        assertEquals(number, Barcode.read(frame(number, 180, 320)));
    }

    @ParameterizedTest
    @ValueSource(ints = {2000, 640, 333, 160, 100, 60})
    void readsPicturesOfAnyWidthAfterAPoorJpeg(int width) throws IOException {
        BufferedImage scaled = new BufferedImage(width, width * 9 / 16, BufferedImage.TYPE_INT_RGB);
        paint(scaled, frame(0x5A3C, 640, 360), 0, 0, width, width * 9 / 16);
        assertEquals(0x5A3C, Barcode.read(jpeg(scaled, 0.4f)));
    }

    @Test
    void readsAFrameBetweenBarsAndASliceOfAStrip() {
        BufferedImage strip = new BufferedImage(400, 400, BufferedImage.TYPE_INT_RGB);
        paint(strip, frame(7, 320, 180), 0, 90, 200, 112);
        paint(strip, frame(8, 320, 180), 200, 90, 200, 112);
        assertEquals(7, Barcode.read(strip, 0, 90, 200, 112));
        assertEquals(8, Barcode.read(strip, 200, 90, 200, 112));
    }

    @Test
    void readsNothingWhereThereIsNoBarcode() {
        BufferedImage black = new BufferedImage(320, 180, BufferedImage.TYPE_INT_RGB);
        assertEquals(Barcode.NONE, Barcode.read(black));
        assertEquals(Barcode.NONE, Barcode.read(frame(5, 320, 180), 160, 0, 320, 180));
        assertEquals(Barcode.NONE, Barcode.read(frame(5, 320, 180), 0, 30, 320, 150));
        BufferedImage flipped = new BufferedImage(320, 180, BufferedImage.TYPE_INT_RGB);
        paint(flipped, frame(5, 320, 180), 320, 0, -320, 180);
        assertEquals(Barcode.NONE, Barcode.read(flipped));
        BufferedImage damaged = frame(5, 320, 180);
        paint(damaged, black, 16 * 15, 0, 16, 18);
        assertEquals(Barcode.NONE, Barcode.read(damaged));
    }

    private static BufferedImage frame(int number, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(0x708090));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        Barcode.draw(image, number);
        return image;
    }

    private static void paint(BufferedImage to, BufferedImage from, int x, int y, int width, int height) {
        Graphics2D graphics = to.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(from, x, y, width, height, null);
        graphics.dispose();
    }

    private static BufferedImage jpeg(BufferedImage image, float quality) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality);
        try (var output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
