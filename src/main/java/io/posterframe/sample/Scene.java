package io.posterframe.sample;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/**
 * What the sample clip shows: the sun crosses a sky that goes from dawn to dusk over hills, a hand sweeps round once a
 * second, and the time and the number of the frame stand below. One thread uses it.
 */
final class Scene {
    /** Colours of the sky, top and horizon, at even steps of the day. */
    private static final int[][] SKY = {
        {0x1B2A4E, 0xF2A65A}, {0x3F7CB8, 0xF6D8AE}, {0x4A97D9, 0xCFE8F3}, {0x3A6EA8, 0xF7C59F}, {0x2A1F4E, 0xD8574A}
    };

    private static final Color PALE = new Color(0xFDFBF3);

    private final int width;
    private final int height;
    private final int frames;
    private final int framesPerSecond;
    private final BufferedImage image;
    private final int[] pixels;
    private final Graphics2D graphics;
    private final Polygon farHills;
    private final Polygon nearHills;

    Scene(int width, int height, int frames, int framesPerSecond) {
        this.width = width;
        this.height = height;
        this.frames = frames;
        this.framesPerSecond = framesPerSecond;
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        farHills = hills(0.60, 0.05, 1.3, 0.4);
        nearHills = hills(0.71, 0.06, 0.8, 2.1);
    }

    /** Draws frame {@code number}, counted from 0. The array is this object's own and changes with the next call. */
    int[] draw(int number) {
        double day = (double) number / (frames - 1);
        int[] sky = sky(day);
        fillSky(sky[0], sky[1]);
        sun(day);
        graphics.setColor(new Color(blend(0x5B7F95, sky[1], 0.25)));
        graphics.fill(farHills);
        graphics.setColor(new Color(blend(0x22394A, sky[1], 0.06)));
        graphics.fill(nearHills);
        hand(number);
        graphics.setColor(PALE);
        Digits.draw(graphics, timecode(number), width * 0.06, height * 0.775, height * 0.125);
        graphics.setColor(new Color(0xF2B45A));
        String count = String.format("%04d", number);
        double size = height * 0.06;
        Digits.draw(graphics, count, width * 0.94 - Digits.width(count) * size, height * 0.84, size);
        graphics.fillRect(0, height - 6, (int) Math.round(width * day), 6);
        return pixels;
    }

    /** Hours, minutes, seconds and hundredths of the moment at which a frame appears. */
    String timecode(int number) {
        int hundredths = number * 100 / framesPerSecond;
        int seconds = hundredths / 100;
        return String.format("%02d:%02d:%02d.%02d", seconds / 3600, seconds / 60 % 60, seconds % 60, hundredths % 100);
    }

    private void fillSky(int top, int horizon) {
        for (int y = 0; y < height; y++) {
            double down = Math.min(1, y / (height * 0.68));
            int colour = blend(top, horizon, down * down);
            Arrays.fill(pixels, y * width, (y + 1) * width, colour);
        }
    }

    private void sun(double day) {
        double x = width * (0.06 + 0.88 * day);
        double y = height * (0.66 - 0.50 * Math.sin(Math.PI * day));
        double glow = height * 0.24;
        float[] stops = {0f, 0.34f, 0.36f, 1f};
        Color[] colours = {
            new Color(0xFFF9E0), new Color(0xFFEBA6), new Color(255, 235, 166, 110), new Color(255, 235, 166, 0)
        };
        graphics.setPaint(new RadialGradientPaint((float) x, (float) y, (float) glow, stops, colours));
        graphics.fill(new Ellipse2D.Double(x - glow, y - glow, 2 * glow, 2 * glow));
    }

    /** A dial that fills once a second. */
    private void hand(int number) {
        double turn = 2 * Math.PI * (number % framesPerSecond) / framesPerSecond;
        double radius = height * 0.085;
        double x = width * 0.94 - radius;
        double y = height * 0.13;
        graphics.setColor(new Color(0, 0, 0, 70));
        graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
        graphics.setColor(new Color(253, 251, 243, 90));
        graphics.fill(
                new Arc2D.Double(x - radius, y - radius, 2 * radius, 2 * radius, 90, -Math.toDegrees(turn), Arc2D.PIE));
        graphics.setColor(PALE);
        graphics.setStroke(new BasicStroke(height * 0.011f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
        graphics.draw(new Line2D.Double(x, y, x + Math.sin(turn) * radius * 0.8, y - Math.cos(turn) * radius * 0.8));
    }

    /** Everything below a line of three waves around {@code level}, both in parts of the height. */
    private Polygon hills(double level, double rise, double waves, double phase) {
        Polygon hills = new Polygon();
        for (int x = 0; x <= width; x += 8) {
            double turn = 2 * Math.PI * waves * x / width + phase;
            double wave = Math.sin(turn) + 0.4 * Math.sin(2.3 * turn) + 0.2 * Math.sin(5.1 * turn);
            hills.addPoint(x, (int) Math.round(height * (level - rise * wave)));
        }
        hills.addPoint(width, height);
        hills.addPoint(0, height);
        return hills;
    }

    private static int[] sky(double day) {
        double place = day * (SKY.length - 1);
        int step = Math.min((int) place, SKY.length - 2);
        int[] before = SKY[step];
        int[] after = SKY[step + 1];
        return new int[] {blend(before[0], after[0], place - step), blend(before[1], after[1], place - step)};
    }

    /** The colour that lies {@code part} (0 to 1) of the way from one to the other. */
    private static int blend(int from, int to, double part) {
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = from >> shift & 255;
            int b = to >> shift & 255;
            colour |= (int) Math.round(a + (b - a) * part) << shift;
        }
        return colour;
    }
}
