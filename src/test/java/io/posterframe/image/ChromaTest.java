package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.decode.Colour.Chroma;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import java.awt.image.BufferedImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That colour lies exactly over brightness, wherever a cut starts: seen from pictures whose colour rises and falls. */
class ChromaTest {
    private static final double SLOPE = 2;
    private static final int SIZE = 96;

    @ParameterizedTest
    @CsvSource({
        "0, 0, 96, 96, PNG",
        "0, 0, 96, 48, PNG",
        "0, 0, 96, 33, PNG",
        "0, 0, 96, 150, PNG",
        "0, 0, 96, 96, JPEG",
        "0, 0, 96, 48, JPEG",
        "0, 0, 96, 150, JPEG",
        "17, 0, 64, 64, PNG",
        "0, 17, 64, 64, PNG",
        "17, 17, 64, 32, PNG",
        "16, 16, 64, 32, PNG",
        "17, 17, 64, 32, JPEG",
        "17, 17, 64, 64, JPEG",
        "17, 16, 64, 64, JPEG",
        "0, 0, 95, 95, PNG",
        "0, 0, 95, 96, PNG",
        "0, 0, 95, 150, PNG",
        "17, 17, 63, 63, PNG",
        "16, 17, 63, 40, PNG",
        "0, 0, 95, 95, JPEG",
        "0, 0, 95, 97, JPEG",
        "0, 0, 96, 97, JPEG",
        "0, 0, 96, 49, JPEG"
    })
    void liesOverTheBrightness(int x, int y, int length, int side, ImageFormat format) {
        Geometry geometry =
                new Geometry(side, side, Crop.STRETCH, new SourceRectangle(x, y, length, length, 0, 0), Rgb.WHITE);
        Encoding encoding = new Encoding(format, 100, 0);
        for (boolean across : new boolean[] {true, false}) {
            for (boolean fullRange : new boolean[] {true, false}) {
                for (Chroma chroma : Chroma.values()) {
                    // what rounding adds is the same for both slopes, what a shift adds is not
                    double shift = (error(geometry, encoding, across, fullRange, chroma, SLOPE)
                                    - error(geometry, encoding, across, fullRange, chroma, -SLOPE))
                            / (2 * SLOPE);
                    String what = (across ? "across, " : "down, ") + (fullRange ? "full" : "limited") + ", " + chroma;
                    // a JPEG rounds the mean of each block to a whole level
                    double tolerance = format == ImageFormat.JPEG ? 0.35 : 0.15;
                    assertEquals(0, shift, tolerance, what + ", in pixels of the source");
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"33, 33", "33, 32", "33, 97", "32, 33", "33, 17"})
    void reachesTheEdgesOfOddSizes(int size, int side) {
        int[] planes = {120, 100, 160};
        Painted video = new Painted((plane, x, y) -> planes[plane], "yuv420p", true, new int[] {size, size});
        for (ImageFormat format : new ImageFormat[] {ImageFormat.PNG, ImageFormat.JPEG}) {
            Encoding encoding = new Encoding(format, 95, 0);
            BufferedImage image = Made.read(Made.file(video, new Moment.At(0), Made.box(side, side, Crop.FIT), encoding)
                    .bytes());
            assertEquals(side, image.getWidth());
            for (int i = 0; i < side; i++) {
                for (int rgb : new int[] {image.getRGB(i, side - 1), image.getRGB(side - 1, i)}) {
                    assertEquals(120 + 1.402 * 32, rgb >> 16 & 255, 3, "at " + i);
                    assertEquals(120 - 1.772 * 28, rgb & 255, 3, "at " + i);
                }
            }
        }
    }

    /** By how much the red chroma is higher than it should be, on average over the middle. */
    private static double error(
            Geometry geometry, Encoding encoding, boolean across, boolean fullRange, Chroma chroma, double slope) {
        Painted video = new Painted(
                        (plane, x, y) -> plane == 0 ? 128 : 128 + slope * ((across ? x : y) - SIZE / 2),
                        "yuv420p",
                        fullRange,
                        new int[] {SIZE, SIZE})
                .with(chroma);
        BufferedImage image =
                Made.read(Made.file(video, new Moment.At(0), geometry, encoding).bytes());
        SourceRectangle cut = geometry.rectangle();
        int side = geometry.width();
        int margin = side / 4;
        double off = 0;
        for (int at = margin; at < side - margin; at++) {
            for (int other = margin; other < side - margin; other++) {
                int rgb = across ? image.getRGB(at, other) : image.getRGB(other, at);
                double source = (across ? cut.x() : cut.y()) + (at + 0.5) * cut.width() / side - 0.5;
                off += redChroma(rgb) - (128 + slope * (source - SIZE / 2));
            }
        }
        return off / Math.pow(side - 2 * margin, 2);
    }

    private static double redChroma(int rgb) {
        return 128 + 0.5 * (rgb >> 16 & 255) - 0.418688 * (rgb >> 8 & 255) - 0.081312 * (rgb & 255);
    }
}
