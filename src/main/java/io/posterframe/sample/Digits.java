package io.posterframe.sample;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/**
 * Digits of seven segments, drawn as shapes. Fonts would need fontconfig and a font file, which a server often lacks.
 */
final class Digits {
    /** Which of the segments {@link #SEGMENTS} each digit has, lowest bit first. */
    private static final int[] LIT = {0x77, 0x24, 0x5D, 0x6D, 0x2E, 0x6B, 0x7B, 0x25, 0x7F, 0x6F};

    /** Ends of the segments on a grid of 1 by 2: top, upper left, upper right, middle, lower left, lower right, bottom. */
    private static final double[][] SEGMENTS = {
        {0, 0, 1, 0}, {0, 0, 0, 1}, {1, 0, 1, 1}, {0, 1, 1, 1}, {0, 1, 0, 2}, {1, 1, 1, 2}, {0, 2, 1, 2}
    };

    private static final double THICKNESS = 0.115;
    private static final double GAP = 0.035;
    private static final double SLANT = -0.06;
    private static final double DIGIT_ADVANCE = 0.84;
    private static final double DOT_ADVANCE = 0.42;

    private Digits() {}

    /** How wide {@code text} is, as a multiple of its height. */
    static double width(String text) {
        double width = 0;
        for (char c : text.toCharArray()) {
            width += advance(c);
        }
        return width - (DIGIT_ADVANCE - 0.5);
    }

    /** Fills {@code text}, made of digits, {@code :} and {@code .}, with its top left corner at x, y. */
    static void draw(Graphics2D graphics, String text, double x, double y, double height) {
        Path2D shape = new Path2D.Double();
        double pen = 0;
        for (char c : text.toCharArray()) {
            add(shape, c, pen);
            pen += advance(c);
        }
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.scale(height, height);
        place.shear(SLANT, 0);
        graphics.fill(place.createTransformedShape(shape));
    }

    private static double advance(char c) {
        return Character.isDigit(c) ? DIGIT_ADVANCE : DOT_ADVANCE;
    }

    private static void add(Path2D shape, char c, double x) {
        switch (c) {
            case ':' -> {
                dot(shape, x, 0.3);
                dot(shape, x, 0.7);
            }
            case '.' -> dot(shape, x, 1);
            default -> {
                for (int i = 0; i < SEGMENTS.length; i++) {
                    if ((LIT[c - '0'] >> i & 1) == 1) {
                        segment(shape, x, SEGMENTS[i]);
                    }
                }
            }
        }
    }

    private static void dot(Path2D shape, double x, double y) {
        double half = THICKNESS * 0.55;
        polygon(shape, x - half, y - half, x + half, y - half, x + half, y + half, x - half, y + half);
    }

    /** A bar with pointed ends, so that neighbours meet at 45 degrees. */
    private static void segment(Path2D shape, double x, double[] ends) {
        double x1 = x + ends[0] / 2;
        double y1 = ends[1] / 2;
        double x2 = x + ends[2] / 2;
        double y2 = ends[3] / 2;
        double half = THICKNESS / 2;
        if (y1 == y2) {
            x1 += GAP;
            x2 -= GAP;
            polygon(
                    shape, x1, y1, x1 + half, y1 - half, x2 - half, y2 - half, x2, y2, x2 - half, y2 + half, x1 + half,
                    y1 + half);
        } else {
            y1 += GAP;
            y2 -= GAP;
            polygon(
                    shape, x1, y1, x1 + half, y1 + half, x2 + half, y2 - half, x2, y2, x2 - half, y2 - half, x1 - half,
                    y1 + half);
        }
    }

    private static void polygon(Path2D shape, double... points) {
        shape.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            shape.lineTo(points[i], points[i + 1]);
        }
        shape.closePath();
    }
}
