package io.posterframe.image;

import io.posterframe.clips.Clip;
import io.posterframe.clips.FrameReader;
import io.posterframe.picture.Layout;
import io.posterframe.picture.Rgb;
import java.awt.image.BufferedImage;

/** What a picture should look like, worked out slowly and simply from the frame as FFmpeg's own decoder gives it. */
final class Reference {
    /** Points a side that are averaged for one pixel. */
    private static final int POINTS = 4;

    private Reference() {}

    /** A frame of a clip, upright and stretched to its size in square pixels. */
    static BufferedImage frame(Clip clip, int number) {
        try (FrameReader reader = new FrameReader(clip.file())) {
            for (int i = 0; i <= number; i++) {
                reader.next();
            }
            BufferedImage upright = turned(reader.picture(), reader.rotation());
            Layout whole = new Layout(
                    0,
                    0,
                    upright.getWidth(),
                    upright.getHeight(),
                    clip.width(),
                    clip.height(),
                    0,
                    0,
                    clip.width(),
                    clip.height());
            return whole.sourceWidth() == clip.width() && whole.sourceHeight() == clip.height()
                    ? upright
                    : drawn(upright, whole, Rgb.WHITE);
        }
    }

    /** A layout carried out: each pixel the mean of what it covers. */
    static BufferedImage drawn(BufferedImage frame, Layout layout, Rgb background) {
        BufferedImage canvas =
                new BufferedImage(layout.canvasWidth(), layout.canvasHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < canvas.getHeight(); y++) {
            for (int x = 0; x < canvas.getWidth(); x++) {
                int inX = x - layout.offsetX();
                int inY = y - layout.offsetY();
                boolean inside = inX >= 0 && inY >= 0 && inX < layout.pictureWidth() && inY < layout.pictureHeight();
                canvas.setRGB(x, y, inside ? mean(frame, layout, inX, inY) : Integer.parseInt(background.hex(), 16));
            }
        }
        return canvas;
    }

    /** Peak signal to noise over all channels, in dB. */
    static double psnr(BufferedImage a, BufferedImage b) {
        double sum = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    int difference = (a.getRGB(x, y) >> shift & 255) - (b.getRGB(x, y) >> shift & 255);
                    sum += difference * difference;
                }
            }
        }
        return 10 * Math.log10(255.0 * 255 / Math.max(1e-9, sum / (3.0 * a.getWidth() * a.getHeight())));
    }

    private static int mean(BufferedImage frame, Layout layout, int x, int y) {
        double[] sum = new double[3];
        for (int j = 0; j < POINTS; j++) {
            for (int i = 0; i < POINTS; i++) {
                double atX = layout.sourceX()
                        + (x + (i + 0.5) / POINTS) * layout.sourceWidth() / layout.pictureWidth()
                        - 0.5;
                double atY = layout.sourceY()
                        + (y + (j + 0.5) / POINTS) * layout.sourceHeight() / layout.pictureHeight()
                        - 0.5;
                addBilinear(frame, atX, atY, sum);
            }
        }
        int rgb = 0;
        for (double channel : sum) {
            rgb = rgb << 8 | (int) Math.round(channel / (POINTS * POINTS));
        }
        return rgb;
    }

    private static void addBilinear(BufferedImage frame, double x, double y, double[] sum) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        for (int dy = 0; dy <= 1; dy++) {
            for (int dx = 0; dx <= 1; dx++) {
                double weight = (1 - Math.abs(x - left - dx)) * (1 - Math.abs(y - top - dy));
                int rgb = frame.getRGB(
                        Math.max(0, Math.min(frame.getWidth() - 1, left + dx)),
                        Math.max(0, Math.min(frame.getHeight() - 1, top + dy)));
                for (int c = 0; c < 3; c++) {
                    sum[c] += weight * (rgb >> 16 - 8 * c & 255);
                }
            }
        }
    }

    private static BufferedImage turned(BufferedImage stored, int clockwise) {
        BufferedImage turned = stored;
        for (int turns = clockwise / 90; turns > 0; turns--) {
            BufferedImage next = new BufferedImage(turned.getHeight(), turned.getWidth(), BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < next.getHeight(); y++) {
                for (int x = 0; x < next.getWidth(); x++) {
                    next.setRGB(x, y, turned.getRGB(y, turned.getHeight() - 1 - x));
                }
            }
            turned = next;
        }
        return turned;
    }
}
