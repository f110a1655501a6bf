package io.posterframe.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Jpegs;
import io.posterframe.clips.Pictures;
import io.posterframe.picture.Failure;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedImageTest {
    static Stream<Named<byte[]>> files() {
        return files(64, 48);
    }

    private static Stream<Named<byte[]>> files(int width, int height) {
        Stream<Named<byte[]>> stills = Stream.of("jpeg", "png", "gif", "bmp", "tiff", "webp", "avif")
                .map(format -> Named.of(format, Pictures.file(format, width, height)));
        Stream<Named<byte[]>> transparent = Stream.of("png", "webp", "webp-lossless", "avif")
                .map(format -> Named.of(format + " with alpha", Pictures.fileWithAlpha(format, width, height)));
        Stream<Named<byte[]>> moving = Stream.of("gif", "webp", "png")
                .map(format -> Named.of("moving " + format, Pictures.animation(format, width, height, 4, 100)));
        Stream<Named<byte[]>> inks = Stream.of(Named.of("four inks", Jpegs.cmyk(width, height, true)));
        return Stream.of(stills, transparent, moving, inks).flatMap(all -> all);
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

    /** The upper quarters are there when the file is cut at three quarters; so it is with browsers. */
    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif"})
    void showsWhatIsThereOfAFileThatWasCut(String format) {
        byte[] whole = Pictures.file(format, noisy());
        List<BufferedImage> shown = new ArrayList<>();
        try (ImageFile image = ImageFileTest.open(Arrays.copyOf(whole, whole.length * 3 / 4))) {
            image.first(1, (frame, millis) -> shown.add(Shown.upright(frame)));
        }
        int seen = shown.get(0).getRGB(20, 20);
        assertEquals(200, seen >> 16 & 255, 60, Integer.toHexString(seen));
        assertEquals(50, seen & 255, 60, Integer.toHexString(seen));
    }

    /** A picture whose bytes are spread evenly over its rows. */
    private static BufferedImage noisy() {
        BufferedImage image = Pictures.pattern(160, 160);
        Random random = new Random(1);
        for (int y = 0; y < 160; y++) {
            for (int x = 0; x < 160; x++) {
                image.setRGB(x, y, image.getRGB(x, y) ^ random.nextInt() & 0x0f0f0f);
            }
        }
        return image;
    }

    @Test
    void refusesAFileThatIsTooLargeBeforeItDecodes() {
        byte[] file = Pictures.file("png", 64, 48);
        ByteBuffer.wrap(file).putInt(16, 60_000).putInt(20, 60_000);
        assertEquals(
                "the image has more than the 64000000 pixels that are allowed", refusal(file, PictureConfig.DEFAULTS));
        ByteBuffer.wrap(file).putInt(16, 65_536).putInt(20, 1);
        assertEquals(
                "the image has more than the 65535 pixels a side that are allowed",
                refusal(file, PictureConfig.DEFAULTS));
        PictureConfig small = new PictureConfig(
                1, 1, Duration.ZERO, PictureConfig.DefaultFrame.EXACT, 64 * 48 - 1, file.length - 1, 1);
        assertEquals(
                "the image file is larger than the " + (file.length - 1) + " bytes that are allowed",
                refusal(file, small));
        assertEquals(
                "the image has more than the 3071 pixels that are allowed",
                refusal(Arrays.copyOf(Pictures.file("png", 64, 48), file.length - 1), small));
    }

    /** What they hold in memory while they are decoded would not fit into a worker. */
    @Test
    void deepPngsAndAvifsMayHaveFewerPixels() {
        byte[] png = Pictures.file("png", 64, 48);
        PictureConfig limits =
                new PictureConfig(1, 1, Duration.ZERO, PictureConfig.DefaultFrame.EXACT, 1_000, 1 << 20, 1);
        assertEquals(1_000, SourceLimit.pixels(ImageFormat.PNG, ByteBuffer.wrap(png), limits));
        png[24] = 16;
        assertEquals(500, SourceLimit.pixels(ImageFormat.PNG, ByteBuffer.wrap(png), limits));
        assertEquals("the image has more than the 500 pixels that are allowed", refusal(png, limits));
        ByteBuffer avif = ByteBuffer.wrap(Pictures.file("avif", 64, 48));
        assertEquals(24_000_000, SourceLimit.pixels(ImageFormat.AVIF, avif, PictureConfig.DEFAULTS));
        assertEquals(1_000, SourceLimit.pixels(ImageFormat.AVIF, avif, limits));
        ByteBuffer transparent = ByteBuffer.wrap(Pictures.fileWithAlpha("avif", 64, 48));
        assertEquals(12_000_000, SourceLimit.pixels(ImageFormat.AVIF, transparent, PictureConfig.DEFAULTS));
    }

    /** Animations are bounded by their canvases. */
    @Test
    void partsFarLargerThanTheirCanvasAreNotDrawn() {
        byte[] file = Pictures.animation("gif", 64, 48, 3, 100);
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(6, (short) 10)
                .putShort(8, (short) 10);
        try (ImageFile image = ImageFileTest.open(file)) {
            assertEquals(3, image.frames());
            assertThrows(PictureException.class, () -> image.all((frame, millis) -> {}));
            assertThrows(PictureException.class, () -> image.first(1, (frame, millis) -> {}));
        }
    }

    /** A canvas, counted from 0, that its pixels do not fill: browsers show nothing of it either. */
    @ParameterizedTest
    @ValueSource(ints = {0, 20, 31, 255})
    void refusesPixelsOfAnotherSizeThanTheHeaderTells(int canvasWidth) {
        byte[] file = Pictures.fileWithAlpha("webp", 64, 48);
        assertEquals("VP8X", new String(file, 12, 4));
        file[24] = (byte) canvasWidth;
        try (ImageFile image = ImageFileTest.open(file)) {
            PictureException refused =
                    assertThrows(PictureException.class, () -> image.first(1, (frame, millis) -> {}));
            assertEquals(
                    new Failure.Undecodable(
                            "this image is damaged: its header tells another size than its pixels have",
                            canvasWidth + 1 + "x48, 64x48"),
                    refused.failure());
        }
    }

    @Test
    void handsOnWhatReadingThrows() {
        PictureException gone = new PictureException(new Failure.SourceChanged("gone"));
        MediaBytes failing = new MediaBytes() {
            @Override
            public long size() {
                return 1000;
            }

            @Override
            public int read(long position, byte[] into, int length) {
                throw gone;
            }

            @Override
            public void expect(long from, long to) {}
        };
        assertSame(gone, assertThrows(PictureException.class, () -> ImageFile.open(failing, PictureConfig.DEFAULTS)));
    }

    @Test
    void leavesNothingBehindInNativeMemory() throws IOException {
        List<byte[]> files = files(160, 120).map(Named::getPayload).toList();
        long before = 0;
        for (int round = 0; round < 250; round++) {
            if (round == 50) {
                before = resident();
            }
            for (byte[] file : files) {
                try (ImageFile image =
                        ImageFileTest.open(round % 2 == 0 ? file : Arrays.copyOf(file, file.length * 3 / 4))) {
                    image.all((frame, millis) -> {});
                } catch (PictureException e) {
                    assertInstanceOf(Failure.Undecodable.class, e.failure());
                }
            }
        }
        long grown = resident() - before;
        // the smallest thing left behind each time would be some 250 MiB; Java's own heap may grow beside
        assertTrue(grown < 200_000, "grown by " + grown + " KiB");
    }

    /** KiB of memory that this process has now. */
    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    @Test
    void saysThatAGridOfTilesIsNotSupported() {
        byte[] file = Pictures.file("avif", 64, 48);
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int entry = text.indexOf("av01", text.indexOf("infe"));
        System.arraycopy("grid".getBytes(StandardCharsets.US_ASCII), 0, file, entry, 4);
        assertEquals(
                "an AVIF whose picture is a grid of tiles is not supported", refusal(file, PictureConfig.DEFAULTS));
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
