package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.decode.Frame.Scan;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Moment;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That of two fields only the first is seen: an edge that moves from one to the other shows no comb. */
class DeinterlacedTest {
    private static final int FIRST_EDGE = 40;
    private static final int SECOND_EDGE = 64;

    @ParameterizedTest
    @CsvSource({
        "TOP_FIELD_FIRST, 96, 64, 96",
        "TOP_FIELD_FIRST, 96, 64, 48",
        "TOP_FIELD_FIRST, 96, 64, 30",
        "TOP_FIELD_FIRST, 96, 64, 150",
        "TOP_FIELD_FIRST, 97, 63, 97",
        "TOP_FIELD_FIRST, 97, 63, 48",
        "BOTTOM_FIELD_FIRST, 96, 64, 96",
        "BOTTOM_FIELD_FIRST, 96, 64, 48",
        "BOTTOM_FIELD_FIRST, 96, 62, 96",
        "BOTTOM_FIELD_FIRST, 96, 62, 48"
    })
    void showsTheFirstFieldOnly(Scan scan, int width, int height, int wanted) {
        for (String format : new String[] {"yuv420p", "yuv444p"}) {
            BufferedImage image = picture(scan, format, width, height, wanted);
            double expected = FIRST_EDGE * (double) wanted / width;
            for (int y = 0; y < image.getHeight(); y++) {
                assertEquals(expected, edge(image, y), 1, format + ", row " + y);
            }
        }
    }

    @Test
    void leavesAProgressiveFrameAlone() {
        BufferedImage image = picture(Scan.PROGRESSIVE, "yuv420p", 96, 64, 96);
        assertEquals(FIRST_EDGE, edge(image, 20), 1);
        assertEquals(SECOND_EDGE, edge(image, 21), 1);
    }

    /** A field of half height stands for a whole frame: a level line must stay at its height. */
    @ParameterizedTest
    @CsvSource({"TOP_FIELD_FIRST, 64", "TOP_FIELD_FIRST, 32", "BOTTOM_FIELD_FIRST, 64", "BOTTOM_FIELD_FIRST, 32"})
    void keepsTheHeightOfThings(Scan scan, int wanted) {
        Painted video =
                new Painted((plane, x, y) -> plane == 0 ? y < 32 ? 0 : 255 : 128, "yuv420p", true, scan, 64, 64);
        BufferedImage image = Made.read(Made.file(video, new Moment.At(0), Made.box(wanted, 0, Crop.FIT), Made.PNG)
                .bytes());
        double bright = 0;
        for (int y = 0; y < wanted; y++) {
            bright += (image.getRGB(wanted / 2, y) & 255) / 255.0;
        }
        assertEquals(wanted / 2.0, bright, 0.6);
        assertTrue((image.getRGB(wanted / 2, wanted / 2 - 3) & 255) < 20);
        assertTrue((image.getRGB(wanted / 2, wanted / 2 + 2) & 255) > 235);
    }

    /** The rows of a field lie half a row of the frame beside the middle of what they stand for, and less in the picture. */
    @ParameterizedTest
    @CsvSource({
        "TOP_FIELD_FIRST, 64",
        "TOP_FIELD_FIRST, 32",
        "TOP_FIELD_FIRST, 16",
        "BOTTOM_FIELD_FIRST, 64",
        "BOTTOM_FIELD_FIRST, 32",
        "BOTTOM_FIELD_FIRST, 16"
    })
    void shiftsNothingByMoreThanAQuarterOfARow(Scan scan, int wanted) {
        Painted video = new Painted((plane, x, y) -> plane == 0 ? 3 * y : 128, "yuv420p", true, scan, 64, 64);
        BufferedImage image = Made.read(Made.file(video, new Moment.At(0), Made.box(wanted, 0, Crop.FIT), Made.PNG)
                .bytes());
        double shift = 0;
        int rows = wanted / 2;
        for (int y = wanted / 4; y < wanted / 4 + rows; y++) {
            double source = (y + 0.5) * 64 / wanted - 0.5;
            shift += ((image.getRGB(wanted / 2, y) & 255) / 3.0 - source) * wanted / 64;
        }
        assertEquals(0, shift / rows, 0.3);
    }

    private static BufferedImage picture(Scan scan, String format, int width, int height, int wanted) {
        int first = scan == Scan.BOTTOM_FIELD_FIRST ? 1 : 0;
        Painted.Formula woven = (plane, x, y) -> {
            int edge = ((int) y & 1) == first ? FIRST_EDGE : SECOND_EDGE;
            return plane == 0 ? x < edge ? 30 : 220 : 128;
        };
        Painted video = new Painted(woven, format, true, scan, width, height);
        return Made.read(Made.file(video, new Moment.At(0), Made.box(wanted, 0, Crop.FIT), Made.PNG)
                .bytes());
    }

    /** Where a row goes from dark to bright. */
    private static double edge(BufferedImage image, int y) {
        double dark = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            dark += (220 - (image.getRGB(x, y) & 255)) / 190.0;
        }
        return dark;
    }
}
