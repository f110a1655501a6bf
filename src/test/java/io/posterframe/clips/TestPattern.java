package io.posterframe.clips;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** What a clip shows: its barcode on top, a ball that rolls over a slope of grey in the middle, the patches below. */
final class TestPattern {
    private final Shape shape;
    private final Colours colours;
    private final BufferedImage still;
    private final BufferedImage image;

    TestPattern(Shape shape, Colours colours) {
        this.shape = shape;
        this.colours = colours;
        int width = shape.sideways() ? shape.storedHeight : shape.storedWidth;
        int height = shape.sideways() ? shape.storedWidth : shape.storedHeight;
        still = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = still.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, new Color(0x303840), width, height, new Color(0xA0A8B0)));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        Patches.draw(still);
    }

    /** The frame with this number. */
    Planes frame(int number) {
        int[] from = pixels(still);
        int[] to = pixels(image);
        System.arraycopy(from, 0, to, 0, to.length);
        int size = image.getHeight() / 6;
        int way = image.getWidth() - size;
        int place = number * 3 % (2 * way);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(0xE8C070));
        graphics.fillOval(place < way ? place : 2 * way - place, image.getHeight() * 3 / 10, size, size);
        graphics.dispose();
        Barcode.draw(image, number);
        return Planes.of(to, shape, colours);
    }

    private static int[] pixels(BufferedImage image) {
        return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    }
}
