package io.posterframe.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Pictures;
import io.posterframe.picture.PictureConfig;
import java.awt.image.BufferedImage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {
    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp", "tiff", "webp"})
    void decodesEveryFormat(String format) {
        assertShows(Pictures.file(format, 64, 48), 64, 48, format.equals("webp") || format.equals("jpeg") ? 6 : 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void showsEveryOrientationUpright(int orientation) {
        assertShows(Pictures.jpeg(64, 48, orientation), 64, 48, 6);
    }

    private static void assertShows(byte[] file, int width, int height, int tolerance) {
        try (ImageFile image = open(file)) {
            BufferedImage shown = first(image);
            assertEquals(width + "x" + height, shown.getWidth() + "x" + shown.getHeight());
            for (int i = 0; i < 4; i++) {
                assertNear(
                        0xff000000 | Pictures.QUARTERS.get(i), Pictures.quarter(shown, i), tolerance, "quarter " + i);
            }
        }
    }

    static void assertNear(int expected, int actual, int tolerance, String what) {
        for (int shift = 0; shift < 32; shift += 8) {
            assertTrue(
                    Math.abs((expected >>> shift & 255) - (actual >>> shift & 255)) <= tolerance,
                    () -> what + " is " + Integer.toHexString(actual) + " instead of " + Integer.toHexString(expected));
        }
    }

    static ImageFile open(byte[] file) {
        return ImageFile.open(new ArrayBytes(file), PictureConfig.DEFAULTS);
    }

    static BufferedImage first(ImageFile image) {
        AtomicReference<BufferedImage> shown = new AtomicReference<>();
        image.first(1, (frame, millis) -> shown.set(Shown.upright(frame)));
        return shown.get();
    }
}
