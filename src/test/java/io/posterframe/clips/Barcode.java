package io.posterframe.clips;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * The number of a frame as black and white blocks along the top of the upright picture, so that a test reads from
 * pixels which frame it got.
 *
 * <p>A block is 1/20 of the picture's width and 1/10 of its height. From the left: 16 blocks of the number, highest bit
 * first and white for 1; one white; one black; one that makes the count of ones even; one black. The four at the end
 * tell a barcode from a picture without one, and black from white in a picture of any contrast.
 */
public final class Barcode {
    /** What reading gives when there is no barcode, or it is damaged. */
    public static final int NONE = -1;

    /** The largest number that fits. */
    public static final int MAX = 0xFFFF;

    private static final int BITS = 16;
    private static final int BLOCKS = 20;
    private static final int ROWS = 10;
    private static final double LEAST_CONTRAST = 60;

    private Barcode() {}

    /** Draws {@code number}, 0 to {@link #MAX}, into a picture. */
    public static void draw(BufferedImage image, int number) {
        int even = Integer.bitCount(number) & 1;
        long blocks = (long) number << 4 | 0b1000 | even << 1;
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < BLOCKS; i++) {
            int left = image.getWidth() * i / BLOCKS;
            int right = image.getWidth() * (i + 1) / BLOCKS;
            graphics.setColor((blocks >> BLOCKS - 1 - i & 1) == 1 ? Color.WHITE : Color.BLACK);
            graphics.fillRect(left, 0, right - left, image.getHeight() / ROWS);
        }
        graphics.dispose();
    }

    /** The number in a picture that shows the whole frame, or {@link #NONE}. */
    public static int read(BufferedImage image) {
        return read(image, 0, 0, image.getWidth(), image.getHeight());
    }

    /**
     * The number in a frame that fills a rectangle of a picture, or {@link #NONE}. Use it for one slice of a strip, for
     * a frame between bars, and, with a rectangle that reaches over the edges, for a cut that still shows all blocks.
     */
    public static int read(BufferedImage image, int x, int y, int width, int height) {
        double[] lumas = new double[BLOCKS];
        for (int i = 0; i < BLOCKS; i++) {
            lumas[i] = blockLuma(image, x + width * (i + 0.5) / BLOCKS, y + height * 0.5 / ROWS, width, height);
        }
        double white = lumas[BITS];
        double black = lumas[BITS + 1];
        if (!(white - black >= LEAST_CONTRAST)) {
            return NONE;
        }
        int blocks = 0;
        for (double luma : lumas) {
            blocks = blocks << 1 | (luma > (white + black) / 2 ? 1 : 0);
        }
        int number = blocks >> 4;
        boolean whole = (blocks & 0b1101) == 0b1000 && (Integer.bitCount(number) & 1) == (blocks >> 1 & 1);
        return whole ? number : NONE;
    }

    /** Mean luma of the middle half of a block, or NaN where the picture doesn't show it. */
    private static double blockLuma(BufferedImage image, double centreX, double centreY, int width, int height) {
        int left = (int) (centreX - width / (4.0 * BLOCKS));
        int right = Math.max(left, (int) (centreX + width / (4.0 * BLOCKS)));
        int top = (int) (centreY - height / (4.0 * ROWS));
        int bottom = Math.max(top, (int) (centreY + height / (4.0 * ROWS)));
        if (left < 0 || top < 0 || right >= image.getWidth() || bottom >= image.getHeight()) {
            return Double.NaN;
        }
        double sum = 0;
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                int rgb = image.getRGB(x, y);
                sum += 0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255);
            }
        }
        return sum / ((right - left + 1) * (bottom - top + 1));
    }
}
