package io.posterframe.clips;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Eight patches of known colour, side by side along the bottom 3/10 of every upright clip, for tests of colour. */
public final class Patches {
    /** The colours as a player shows them (0xRRGGBB), left to right; none lies at an end of the range. */
    public static final List<Integer> COLOURS =
            List.of(0xEBEBEB, 0x808080, 0xC83C32, 0x3CAA46, 0x3250BE, 0xC8BE3C, 0x3CB4BE, 0xB446AA);

    private Patches() {}

    static void draw(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        int top = image.getHeight() * 7 / 10;
        for (int i = 0; i < COLOURS.size(); i++) {
            int left = image.getWidth() * i / COLOURS.size();
            int right = image.getWidth() * (i + 1) / COLOURS.size();
            graphics.setColor(new Color(COLOURS.get(i)));
            graphics.fillRect(left, top, right - left, image.getHeight() - top);
        }
        graphics.dispose();
    }

    /** The mean colour (0xRRGGBB) of the middle of patch {@code index}, in a picture that shows the whole frame. */
    public static int read(BufferedImage image, int index) {
        double patch = image.getWidth() / (double) COLOURS.size();
        int left = (int) (patch * (index + 0.3));
        int right = (int) (patch * (index + 0.7));
        int top = (int) (image.getHeight() * 0.8);
        int bottom = (int) (image.getHeight() * 0.9);
        long red = 0;
        long green = 0;
        long blue = 0;
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                int rgb = image.getRGB(x, y);
                red += rgb >> 16 & 255;
                green += rgb >> 8 & 255;
                blue += rgb & 255;
            }
        }
        int count = (right - left + 1) * (bottom - top + 1);
        return (int) (red / count) << 16 | (int) (green / count) << 8 | (int) (blue / count);
    }

    /** The largest difference in a channel between what a picture shows and {@link #COLOURS}, 0 to 255. */
    public static int largestError(BufferedImage image) {
        int largest = 0;
        for (int i = 0; i < COLOURS.size(); i++) {
            int seen = read(image, i);
            for (int shift = 0; shift <= 16; shift += 8) {
                largest = Math.max(largest, Math.abs((seen >> shift & 255) - (COLOURS.get(i) >> shift & 255)));
            }
        }
        return largest;
    }
}
