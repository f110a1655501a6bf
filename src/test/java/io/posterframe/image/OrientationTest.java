package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.decode.Shape;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Layout;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures that are stored mirrored or turned: EXIF's eight orientations. */
class OrientationTest {
    private static final int WIDTH = 121;
    private static final int HEIGHT = 81;
    private static final Rgb GREY = new Rgb(0x55, 0x55, 0x55);

    /** EXIF 2.3, tag Orientation: which way each of 1 to 8 is made upright. */
    private static final Shape[] SHAPES = {
        new Shape(false, 0, 1, 1),
        new Shape(true, 0, 1, 1),
        new Shape(false, 2, 1, 1),
        new Shape(true, 2, 1, 1),
        new Shape(true, 3, 1, 1),
        new Shape(false, 1, 1, 1),
        new Shape(true, 1, 1, 1),
        new Shape(false, 3, 1, 1)
    };

    static Stream<Arguments> orientationsAndCrops() {
        return Stream.of(Crop.values())
                .flatMap(crop -> Stream.of(1, 2, 3, 4, 5, 6, 7, 8).map(exif -> Arguments.of(exif, crop)));
    }

    @ParameterizedTest
    @MethodSource("orientationsAndCrops")
    void showsThemUpright(int exif, Crop crop) {
        for (boolean alpha : new boolean[] {true, false}) {
            for (SourceRectangle part :
                    new SourceRectangle[] {SourceRectangle.WHOLE, new SourceRectangle(31, 12, 60, 50, 0, 0)}) {
                for (int[] box : new int[][] {{0, 0}, {60, 40}, {41, 77}, {200, 155}, {50, 0}}) {
                    Geometry geometry = new Geometry(box[0], box[1], crop, part, GREY);
                    check(exif, alpha, geometry);
                }
            }
        }
    }

    private static void check(int exif, boolean alpha, Geometry geometry) {
        Sample stored = stored(exif);
        Sample sample = alpha ? stored : stored.opaque();
        Layout layout = geometry.layout(WIDTH, HEIGHT);
        String what = exif + " " + geometry;
        for (ImageFormat format : new ImageFormat[] {ImageFormat.PNG, ImageFormat.PNG48}) {
            Composed made = Composed.of(sample.frame(), geometry, format);
            assertEquals(layout.canvasWidth() + "x" + layout.canvasHeight(), made.width() + "x" + made.height(), what);
            for (int y = 0; y < layout.pictureHeight(); y += 7) {
                for (int x = 0; x < layout.pictureWidth(); x += 9) {
                    double fromX = layout.sourceX() + (x + 0.5) * layout.sourceWidth() / layout.pictureWidth() - 0.5;
                    double fromY = layout.sourceY() + (y + 0.5) * layout.sourceHeight() / layout.pictureHeight() - 0.5;
                    int seen = made.argb(layout.offsetX() + x, layout.offsetY() + y);
                    // stored pixels are cut whole, and the edges of a picture have no slope
                    String at = x + "," + y;
                    assertEquals(2 * fromX, seen >> 16 & 255, 2.6, () -> what + " across at " + at);
                    assertEquals(3 * fromY, seen >> 8 & 255, 3.6, () -> what + " down at " + at);
                }
            }
        }
    }

    /** A picture that upright gets redder to the right and greener down. */
    private static Sample stored(int exif) {
        Shape shape = SHAPES[exif - 1];
        int width = exif < 5 ? WIDTH : HEIGHT;
        int height = exif < 5 ? HEIGHT : WIDTH;
        return new Sample(width, height, (x, y) -> {
                    int right = width - 1 - x;
                    int down = height - 1 - y;
                    // EXIF 2.3: where row 0 and column 0 are shown
                    int[] at =
                            switch (exif) {
                                case 1 -> new int[] {x, y};
                                case 2 -> new int[] {right, y};
                                case 3 -> new int[] {right, down};
                                case 4 -> new int[] {x, down};
                                case 5 -> new int[] {y, x};
                                case 6 -> new int[] {down, x};
                                case 7 -> new int[] {down, right};
                                default -> new int[] {y, right};
                            };
                    return 0xff000000 | 2 * at[0] << 16 | 3 * at[1] << 8;
                })
                .shape(shape);
    }

    @ParameterizedTest
    @MethodSource("orientationsAndCrops")
    void haveTheSameSizeWhenTheDecoderShrinksThem(int exif, Crop crop) {
        Sample whole = new Sample(1003, 605, (x, y) -> colour(x, y, 1))
                .shape(SHAPES[exif - 1])
                .opaque();
        for (int[] box : new int[][] {{50, 30}, {31, 0}, {0, 27}, {0, 0}}) {
            Geometry geometry = new Geometry(box[0], box[1], crop, new SourceRectangle(101, 77, 400, 500, 0, 0), GREY);
            Composed large = Composed.of(whole.frame(), geometry, ImageFormat.PNG);
            for (int factor : new int[] {2, 4, 8}) {
                Sample shrunk = new Sample(1003, 605, (x, y) -> colour(x, y, factor))
                        .shape(SHAPES[exif - 1])
                        .shrunkBy(factor)
                        .opaque();
                Composed small = Composed.of(shrunk.frame(), geometry, ImageFormat.PNG);
                assertEquals(large.width() + "x" + large.height(), small.width() + "x" + small.height());
                double worst = 0;
                for (int i = 0; i < large.values().length; i++) {
                    for (int c = 0; c < 2; c++) {
                        worst = Math.max(worst, Math.abs(large.values()[i][c] - small.values()[i][c]));
                    }
                }
                assertTrue(worst <= factor * 0.3 + 1, "off by " + worst + " when shrunk by " + factor);
            }
        }
    }

    /** A slope of 1/4 a full pixel across and of 3/8 down. */
    private static int colour(int x, int y, int factor) {
        double atX = (x + 0.5) * factor - 0.5;
        double atY = (y + 0.5) * factor - 0.5;
        return 0xff000000
                | (int) Math.min(255, Math.round(atX / 4)) << 16
                | (int) Math.min(255, Math.round(atY * 3 / 8)) << 8;
    }
}
