package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import java.awt.image.BufferedImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That shrinking leaves nothing behind of stripes that are too fine to be shown. */
class MoireTest {
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 900;

    /** A zone plate: rings that get finer outwards, at the corners as fine as the pixels. */
    private static double plate(double x, double y) {
        double dx = x - WIDTH / 2.0;
        double dy = y - HEIGHT / 2.0;
        double radius = Math.hypot(WIDTH, HEIGHT) / 2;
        return 128 + 120 * Math.cos(Math.PI * (dx * dx + dy * dy) / (2 * radius));
    }

    @ParameterizedTest
    @CsvSource({"80, JPEG", "80, PNG", "40, PNG", "25, PNG", "133, PNG48"})
    void aZonePlateOfAVideoBecomesGrey(int width, ImageFormat format) {
        Painted video = new Painted(
                (plane, x, y) -> plane == 0 ? plate(x, y) : 128, "yuv420p", true, new int[] {WIDTH, HEIGHT});
        check(
                Made.read(Made.file(video, new Moment.At(0), Made.box(width, 0, Crop.FIT), new Encoding(format, 95, 0))
                        .bytes()),
                (double) WIDTH / width);
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 25})
    void aZonePlateThatIsPartlyTransparentToo(int width) {
        Sample sample = new Sample(
                WIDTH, HEIGHT, (x, y) -> (y < 5 ? 0 : 0xff000000) | 0x010101 * (int) Math.round(plate(x, y)));
        Composed made = Composed.of(sample.frame(), Made.box(width, 0, Crop.FIT), ImageFormat.PNG24);
        BufferedImage image = new BufferedImage(made.width(), made.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < made.height(); y++) {
            for (int x = 0; x < made.width(); x++) {
                image.setRGB(x, y, made.argb(x, y));
            }
        }
        check(image, (double) WIDTH / width);
    }

    /** Where the rings are finer than two of the small pixels, and so can't be seen, there is nothing but their mean. */
    private static void check(BufferedImage image, double shrink) {
        double radius = Math.hypot(WIDTH, HEIGHT) / 2;
        // a ring's frequency is its radius / (2 * radius of the plate) a pixel
        double seen = 1.4 * radius / shrink;
        double energy = 0;
        int count = 0;
        for (int y = 2; y < image.getHeight() - 2; y++) {
            for (int x = 2; x < image.getWidth() - 2; x++) {
                double at = Math.hypot((x + 0.5) * shrink - WIDTH / 2.0, (y + 0.5) * shrink - HEIGHT / 2.0);
                if (at > seen + 3 * shrink) {
                    energy += Math.pow((image.getRGB(x, y) >> 8 & 255) - 128, 2);
                    count++;
                }
            }
        }
        assertTrue(count > image.getWidth() * image.getHeight() / 3, "there is something to see");
        assertEquals(0, Math.sqrt(energy / count), 2.5, "mean square of what is left, of 120 / sqrt(2)");
    }
}
