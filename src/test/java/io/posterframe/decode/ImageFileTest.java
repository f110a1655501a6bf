package io.posterframe.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Jpegs;
import io.posterframe.clips.Pictures;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.PictureConfig;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {
    private static final int LOSSY = 6;

    @ParameterizedTest
    @CsvSource({"jpeg,6", "png,0", "gif,0", "bmp,0", "tiff,0", "webp,6", "avif,6"})
    void decodesEveryFormat(String format, int tolerance) {
        byte[] file = Pictures.file(format, 64, 48);
        assertShows(file, 64, 48, tolerance);
        try (ImageFile image = open(file)) {
            assertEquals(ImageFormat.named(format).orElseThrow(), image.format());
            assertEquals(Optional.of(image.format()), ImageFile.formatOf(new ArrayBytes(file)));
            assertFalse(image.animated());
            assertEquals(ByteBuffer.wrap(file), image.file());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void showsEveryOrientationUpright(int orientation) {
        assertShows(Jpegs.upright(64, 48, orientation), 64, 48, LOSSY);
        assertShows(Pictures.avif(64, 48, orientation), 64, 48, LOSSY);
    }

    @ParameterizedTest
    @CsvSource({"png,0", "webp,6", "webp-lossless,0", "avif,6", "tiff,0"})
    void keepsAlpha(String format, int tolerance) {
        try (ImageFile image = open(Pictures.fileWithAlpha(format, 64, 48))) {
            BufferedImage shown = first(image);
            for (int i = 0; i < 4; i++) {
                int alpha = Pictures.ALPHAS.get(i);
                int expected = alpha << 24 | Pictures.QUARTERS.get(i);
                int seen = Pictures.quarter(shown, i);
                assertNear(alpha == 0 ? seen & 0xffffff : expected, seen, tolerance, "quarter " + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yuv420p", "yuv444p", "yuv422p10le", "yuv444p10le"})
    void decodesAvifOfEveryDepthAndSampling(String pixelFormat) {
        assertShows(
                Pictures.avif(Pictures.pattern(64, 48), pixelFormat, io.posterframe.clips.Colours.BT709_FULL_RANGE),
                64,
                48,
                LOSSY);
    }

    @ParameterizedTest
    @CsvSource({"false,LZW", "false,Deflate", "false,PackBits", "false,JPEG", "true,LZW", "true,Deflate", "true,JPEG"})
    void decodesTiffInStripsAndTiles(boolean tiled, String compression) {
        byte[] file = Pictures.tiff(70, 50, tiled, compression);
        assertShows(file, 70, 50, compression.equals("JPEG") ? LOSSY : 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void showsFourInksAsBrowsersDo(boolean marked) {
        assertShows(Jpegs.cmyk(64, 48, marked), 64, 48, LOSSY);
    }

    /** A side of 511 has a byte in the header that looks like the start of a marker. */
    @ParameterizedTest
    @CsvSource({"64, 48", "511, 300", "300, 511"})
    void showsFourInksThatAreCalledByName(int width, int height) {
        byte[] file = Jpegs.cmykWithNames(width, height);
        assertShows(file, width, height, LOSSY);
        try (ImageFile image = open(file)) {
            image.first(1, (frame, millis) -> {});
            assertEquals(ByteBuffer.wrap(file), image.file());
        }
    }

    /** FFmpeg decodes these at full size only. */
    @ParameterizedTest
    @ValueSource(strings = {"3x1,1x1,1x1", "1x4,1x1,1x1", "4x2,1x1,1x1", "2x1,1x1,2x1", "2x2,1x1,2x2"})
    void decodesRareSamplingsAsLargeAsTheyAre(String samplings) {
        byte[] file = Jpegs.sampled(160, 96, samplings);
        for (int shrink : new int[] {1, 8}) {
            try (ImageFile image = open(file)) {
                image.first(shrink, (frame, millis) -> {
                    assertEquals("160x96", frame.width() + "x" + frame.height());
                    assertShows(Shown.upright(frame), LOSSY);
                });
            }
        }
    }

    /** What halves the sides of odd size gives what the whole picture gives when it is made smaller. */
    @ParameterizedTest
    @ValueSource(strings = {"1x1,1x1,1x1", "2x1,1x1,1x1", "1x2,1x1,1x1", "2x2,1x1,1x1", "4x1,1x1,1x1", "2x2,1x2,1x2"})
    void shrinksCommonSamplings(String samplings) {
        try (ImageFile image = open(Jpegs.sampled(643, 387, samplings))) {
            image.first(8, (frame, millis) -> {
                assertEquals("81x49", frame.width() + "x" + frame.height());
                assertShows(Shown.upright(frame), LOSSY);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"1,160x96", "2,80x48", "3,80x48", "4,40x24", "7,40x24", "8,20x12", "100,20x12"})
    void shrinksJpegWhileDecodingByAPowerOfTwo(int shrink, String size) {
        for (byte[] file : List.of(Pictures.file("jpeg", 160, 96), Jpegs.cmyk(160, 96, true))) {
            try (ImageFile image = open(file)) {
                image.first(shrink, (frame, millis) -> {
                    assertEquals(size, frame.width() + "x" + frame.height());
                    assertEquals("160x96", frame.fullWidth() + "x" + frame.fullHeight());
                    assertShows(Shown.upright(frame), LOSSY);
                });
            }
        }
    }

    @Test
    void leavesOtherFormatsAsLargeAsTheyAre() {
        try (ImageFile image = open(Pictures.file("png", 160, 96))) {
            image.first(8, (frame, millis) -> assertEquals(160, frame.width()));
        }
    }

    @ParameterizedTest
    @CsvSource({"gif,80", "webp,0", "png,0"})
    void playsAnimations(String format, int tolerance) {
        List<BufferedImage> shown = new ArrayList<>();
        try (ImageFile image = open(Pictures.animation(format, 64, 48, 5, 70))) {
            assertTrue(image.animated());
            assertEquals(0, image.plays());
            assertEquals(5, image.frames());
            image.all((frame, millis) -> {
                assertEquals(70, millis);
                shown.add(Shown.upright(frame));
            });
            image.first(1, (frame, millis) -> shown.add(Shown.upright(frame)));
        }
        assertEquals(6, shown.size());
        for (int i = 0; i < 6; i++) {
            BufferedImage expected = Pictures.frame(64, 48, i % 5);
            for (int x = 2; x < 64; x += 4) {
                assertNear(expected.getRGB(x, 24), shown.get(i).getRGB(x, 24), tolerance, "frame " + i + " at " + x);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"gif,10,100", "webp,10,100", "png,10,100", "webp,11,11", "gif,20,20"})
    void showsHurriedFramesAsLongAsBrowsersDo(String format, int asked, int shown) {
        try (ImageFile image = open(Pictures.animation(format, 32, 32, 2, asked))) {
            image.first(1, (frame, millis) -> assertEquals(shown, millis));
        }
    }

    @Test
    void handsAProfileOnUnlessItIsThatOfSrgb() {
        byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        assertEquals(ColourSpace.SRGB, space(Jpegs.withProfile(16, 16, srgb)));
        assertEquals(new ColourSpace.Profiled(linear), space(Jpegs.withProfile(16, 16, linear)));
        assertEquals(ColourSpace.SRGB, space(Jpegs.withProfile(16, 16, new byte[200])));
        assertEquals(ColourSpace.SRGB, space(Pictures.avifWithProfile(16, 16, srgb)));
        assertEquals(new ColourSpace.Profiled(linear), space(Pictures.avifWithProfile(16, 16, linear)));
    }

    private static ColourSpace space(byte[] file) {
        List<ColourSpace> found = new ArrayList<>();
        try (ImageFile image = open(file)) {
            image.first(1, (frame, millis) -> found.add(frame.colour().space()));
        }
        return found.get(0);
    }

    private static void assertShows(byte[] file, int width, int height, int tolerance) {
        try (ImageFile image = open(file)) {
            BufferedImage shown = first(image);
            assertEquals(width + "x" + height, shown.getWidth() + "x" + shown.getHeight());
            assertShows(shown, tolerance);
        }
    }

    private static void assertShows(BufferedImage shown, int tolerance) {
        for (int i = 0; i < 4; i++) {
            assertNear(0xff000000 | Pictures.QUARTERS.get(i), Pictures.quarter(shown, i), tolerance, "quarter " + i);
        }
    }

    private static void assertNear(int expected, int actual, int tolerance, String what) {
        for (int shift = 0; shift < 32; shift += 8) {
            assertTrue(
                    Math.abs((expected >>> shift & 255) - (actual >>> shift & 255)) <= tolerance,
                    () -> what + " is " + Integer.toHexString(actual) + " instead of " + Integer.toHexString(expected));
        }
    }

    static ImageFile open(byte[] file) {
        return ImageFile.open(new ArrayBytes(file), PictureConfig.DEFAULTS);
    }

    private static BufferedImage first(ImageFile image) {
        List<BufferedImage> shown = new ArrayList<>();
        image.first(1, (frame, millis) -> shown.add(Shown.upright(frame)));
        return shown.get(0);
    }
}
