package io.posterframe.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Pictures;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DamagedImageTest {
    static Stream<Named<byte[]>> files() {
        Stream<Named<byte[]>> stills = Stream.of("jpeg", "png", "gif", "bmp", "tiff", "webp", "avif")
                .map(format -> Named.of(format, Pictures.file(format, 64, 48)));
        Stream<Named<byte[]>> transparent = Stream.of("png", "webp", "webp-lossless", "avif")
                .map(format -> Named.of(format + " with alpha", Pictures.fileWithAlpha(format, 64, 48)));
        Stream<Named<byte[]>> moving = Stream.of("gif", "webp", "png")
                .map(format -> Named.of("moving " + format, Pictures.animation(format, 64, 48, 4, 100)));
        return Stream.of(stills, transparent, moving).flatMap(all -> all);
    }

    @ParameterizedTest
    @MethodSource("files")
    void staysCalmWhenBytesAreWrongOrMissing(byte[] good) {
        Random random = new Random(7);
        int[] shown = new int[1];
        for (int round = 0; round < 150; round++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(3) == 0 ? random.nextInt(good.length) : good.length);
            for (int i = random.nextInt(8); i > 0 && bad.length > 0; i--) {
                int place =
                        random.nextBoolean() ? random.nextInt(bad.length) : random.nextInt(Math.min(bad.length, 120));
                bad[place] = (byte) (random.nextBoolean() ? bad[place] ^ 1 << random.nextInt(8) : random.nextInt());
            }
            try (ImageFile image = ImageFileTest.open(bad)) {
                image.all((frame, millis) -> {
                    Shown.upright(frame);
                    shown[0]++;
                });
            } catch (PictureException e) {
                assertInstanceOf(Failure.Undecodable.class, e.failure());
            }
        }
        assertTrue(shown[0] > 0, "some of it is always good enough");
    }

    @Test
    void refusesWhatIsNoImage() {
        assertEquals("this is not an image that can be read", refusal("<svg/>".getBytes(), PictureConfig.DEFAULTS));
        assertEquals("this is not an image that can be read", refusal(new byte[0], PictureConfig.DEFAULTS));
        byte[] cut = Arrays.copyOf(Pictures.file("jpeg", 64, 48), 40);
        assertEquals("this image is damaged: it does not tell its size", refusal(cut, PictureConfig.DEFAULTS));
    }

    private static String refusal(byte[] file, PictureConfig limits) {
        PictureException refused =
                assertThrows(PictureException.class, () -> ImageFile.open(new ArrayBytes(file), limits));
        return assertInstanceOf(Failure.Undecodable.class, refused.failure()).message();
    }
}
