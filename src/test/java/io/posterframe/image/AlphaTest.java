package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.decode.Frame;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures that may be seen through. */
class AlphaTest {
    private static final Rgb BLUE = new Rgb(0x10, 0x20, 0xe0);

    /** Left half red, right half green that can't be seen. */
    private static final Frame EDGE = new Sample(301, 203, (x, y) -> x < 150 ? 0xffff0000 : 0x0000ff00).frame();

    private static Geometry box(int width, int height, Crop crop) {
        return new Geometry(width, height, crop, SourceRectangle.WHOLE, BLUE);
    }

    @ParameterizedTest
    @EnumSource
    void isKeptWhereTheFormatHasIt(ImageFormat format) {
        for (Crop crop : Crop.values()) {
            for (int width : new int[] {0, 60, 301, 700}) {
                int height = width == 0 ? 0 : crop == Crop.PAD ? width : width * 203 / 301;
                Composed made = Composed.of(EDGE, box(width, height, crop), format);
                String what = format + " " + crop + " " + made.width() + "x" + made.height();
                // both sides free is the same picture whatever the crop
                boolean kept = format.alpha() && (crop != Crop.PAD || width == 0);
                assertEquals(kept, made.layout().alpha(), what);
                int middle = made.height() / 2;
                assertClose(0xffff0000, made.argb(made.width() / 10, middle), 1, what);
                int right = made.argb(made.width() * 9 / 10, middle);
                assertClose(kept ? 0 : 0xff1020e0, kept ? right & 0xff000000 : right, 1, what);
                assertNoFringe(made, what);
            }
        }
    }

    /** Nothing between red and the background is green. */
    private static void assertNoFringe(Composed made, String what) {
        for (int x = 0; x < made.width(); x++) {
            int argb = made.argb(x, made.height() / 2);
            int green = argb >> 8 & 255;
            if (made.layout().alpha()) {
                assertTrue(argb >>> 24 == 0 || green <= 2, what + " at " + x + ": " + Integer.toHexString(argb));
            } else {
                assertTrue(green <= 0x22, what + " at " + x + ": " + Integer.toHexString(argb));
            }
        }
    }

    @Test
    void doesNotTurnAFaintColourIntoAnother() {
        Frame faint = new Sample(400, 300, (x, y) -> 0x05c86432).frame();
        Composed made = Composed.of(faint, box(97, 0, Crop.FIT), ImageFormat.PNG32);
        assertClose(0x05c86432, made.argb(40, 30), 2, "5 of 255");
        Composed deep = Composed.of(
                new Sample(400, 300, (x, y) -> 0x05c86432).deep().frame(), box(97, 0, Crop.FIT), ImageFormat.PNG64);
        assertEquals(0x0505, deep.at(40, 30)[3], 2);
        assertEquals(0xc8c8, deep.at(40, 30)[0], 60);
    }

    @Test
    void countsAsNoneWhereEverythingIsOpaque() {
        Frame opaque = new Sample(200, 100, (x, y) -> 0xff000000 | x << 16 | y << 8).frame();
        for (int width : new int[] {0, 50, 333}) {
            assertEquals(
                    PixelLayout.RGB,
                    Composed.of(opaque, box(width, 0, Crop.FIT), ImageFormat.PNG)
                            .layout());
            assertEquals(
                    PixelLayout.RGB48,
                    Composed.of(opaque, box(width, 0, Crop.FIT), ImageFormat.PNG64)
                            .layout());
        }
    }

    @Test
    void isKeptInAStripToo() {
        Composed strip = Composed.of(EDGE, 3, box(60, 40, Crop.STRETCH), ImageFormat.PNG);
        assertEquals("180x40 RGBA", strip.width() + "x" + strip.height() + " " + strip.layout());
        for (int i = 0; i < 3; i++) {
            assertClose(0xffff0000, strip.argb(60 * i + 10, 20), 1, "slice " + i);
            assertEquals(0, strip.argb(60 * i + 50, 20) >>> 24, "slice " + i);
        }
        Composed blended = Composed.of(EDGE, 3, box(60, 40, Crop.STRETCH), ImageFormat.PNG24);
        assertClose(0xff1020e0, blended.argb(170, 20), 0, "the background");
    }

    private static void assertClose(int expected, int seen, int tolerance, String what) {
        for (int shift = 0; shift < 32; shift += 8) {
            assertEquals(
                    expected >> shift & 255,
                    seen >> shift & 255,
                    tolerance,
                    what + ": " + Integer.toHexString(seen) + " instead of " + Integer.toHexString(expected));
        }
    }
}
