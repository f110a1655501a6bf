package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Encoding;
import io.posterframe.picture.ImageFormat;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every format as programs see it that we did not write. */
@Tag("system")
class FormatsSystemTest {
    private static final int WIDTH = 161;
    private static final int HEIGHT = 91;
    private static final int DENSITY = 300;
    private static final Set<ImageFormat> EXACT = Set.of(
            ImageFormat.PNG,
            ImageFormat.PNG24,
            ImageFormat.PNG32,
            ImageFormat.PNG48,
            ImageFormat.PNG64,
            ImageFormat.BMP,
            ImageFormat.TIFF,
            ImageFormat.PSD);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PDF", "JXR"})
    void imageMagickSeesSizeDepthAndChannels(ImageFormat format) throws IOException {
        for (boolean alpha : new boolean[] {false, true}) {
            Swatch swatch = new Swatch(WIDTH, HEIGHT, alpha);
            Path file = stored(format, FormatsTest.file(format, swatch, 90, format.density() ? DENSITY : 0));
            if (format == ImageFormat.AVIF) {
                // ImageMagick 6 reads its colours only
                Path read = folder.resolve("read.png");
                Program.run("libvips-tools", "vips", "copy", file.toString(), read.toString());
                file = read;
            }
            String[] seen = imageMagick(
                            "identify", "-units", "PixelsPerInch", "-format", "%w %h %z %A %x %m\n", file + "[0]")
                    .strip()
                    .split(" ");
            assertEquals(WIDTH + " " + HEIGHT, seen[0] + " " + seen[1]);
            assertEquals(format.deep() ? "16" : "8", seen[2]);
            boolean always = format == ImageFormat.PNG32 || format == ImageFormat.PNG64;
            // ImageMagick 6 says True, 7 Blend
            assertEquals(
                    always || alpha && format.alpha(), Set.of("True", "Blend").contains(seen[3]), seen[3]);
            if (format.density() && format != ImageFormat.AVIF) {
                assertEquals(DENSITY, Double.parseDouble(seen[4]), 0.5);
            }
            assertLooksRight(format, swatch, file);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JXR")
    void fileKnowsItsMediaType(ImageFormat format) throws IOException {
        Path file = stored(format, FormatsTest.file(format, new Swatch(WIDTH, HEIGHT, false), 75, 0));
        assertEquals(
                format.contentType(),
                Program.run("file", "file", "--brief", "--mime-type", file.toString())
                        .strip());
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 75, 100})
    void jxrDecAppReadsAJpegXr(int quality) throws IOException {
        Swatch swatch = new Swatch(WIDTH, HEIGHT, false);
        byte[] jxr = FormatsTest.file(ImageFormat.JXR, swatch, quality, DENSITY);
        assertEquals(DENSITY, widthResolution(ByteBuffer.wrap(jxr)), 0.01);
        Path file = stored(ImageFormat.JXR, jxr);
        Path bmp = folder.resolve("read.bmp");
        Program.run("libjxr-tools", "JxrDecApp", "-i", file.toString(), "-o", bmp.toString(), "-c", "0");
        BufferedImage read = Made.read(Files.readAllBytes(bmp));
        double psnr = Reference.psnr(read, swatch.image());
        assertTrue(psnr > (quality == 100 ? 90 : 28), psnr + " dB");
    }

    /** A field of the container's directory, which is that of a TIFF (ITU-T T.832, annex A). */
    private static float widthResolution(ByteBuffer jxr) {
        jxr.order(ByteOrder.LITTLE_ENDIAN);
        int directory = jxr.getInt(4);
        for (int i = 0; i < jxr.getShort(directory); i++) {
            int field = directory + 2 + 12 * i;
            if ((jxr.getShort(field) & 0xffff) == 0xbc82) {
                return jxr.getFloat(field + 8);
            }
        }
        return 0;
    }

    @Test
    void popplerReadsAPdf() throws IOException {
        Swatch swatch = new Swatch(WIDTH, HEIGHT, false);
        Path file = stored(ImageFormat.PDF, FormatsTest.file(ImageFormat.PDF, swatch, 90, 0));
        String told = Program.run("poppler-utils", "pdfinfo", file.toString());
        assertTrue(told.matches("(?s).*Pages: +1\n.*Page size: +161 x 91 pts.*"), told);
        Path drawn = folder.resolve("drawn");
        Program.run("poppler-utils", "pdftoppm", "-r", "72", "-png", "-singlefile", file.toString(), drawn.toString());
        double psnr = Reference.psnr(Made.read(Files.readAllBytes(folder.resolve("drawn.png"))), swatch.image());
        assertTrue(psnr > 30, psnr + " dB");
        Path dense = stored(ImageFormat.PDF, FormatsTest.file(ImageFormat.PDF, swatch, 20, 144));
        assertTrue(Program.run("poppler-utils", "pdfinfo", dense.toString()).contains("80.5 x 45.5 pts"));
    }

    @Test
    void theWebpToolsReadAnAnimation() throws IOException {
        byte[] animation = AnimationTest.bars(new Encoding(ImageFormat.WEBP, 80, 0), 3, true, 100, 45, 1003);
        Path file = stored(ImageFormat.WEBP, animation);
        String told = Program.run("webp", "webpinfo", file.toString());
        assertTrue(told.matches("(?s).*Loop count +: 3\n.*No error detected.*"), told);
        List<String> durations = told.lines()
                .filter(line -> line.contains("Duration:"))
                .map(line -> line.replaceAll("\\D", ""))
                .toList();
        assertEquals(List.of("100", "45", "1003"), durations);
    }

    @Test
    void imageMagickReadsAnAnimatedGif() throws IOException {
        for (boolean alpha : new boolean[] {false, true}) {
            Path file = stored(
                    ImageFormat.GIF, AnimationTest.bars(new Encoding(ImageFormat.GIF, 0, 0), 0, alpha, 100, 45, 1000));
            assertEquals(
                    "10 4 100",
                    imageMagick("identify", "-format", "%T ", file.toString()).strip());
            assertEquals(
                    "61x40",
                    imageMagick("identify", "-format", "%g ", file + "[0]")
                            .strip()
                            .replaceAll("\\+.*", ""));
            for (int i = 0; i < 3; i++) {
                Path whole = folder.resolve("frame.png");
                imageMagick("convert", file.toString(), "-coalesce", "-delete", others(i), "PNG32:" + whole);
                BufferedImage frame = Made.read(Files.readAllBytes(whole));
                for (int bar = 0; bar < 3; bar++) {
                    int argb = frame.getRGB(10 * bar + 5, 20);
                    int expected = bar == i ? 0xff961414 : alpha ? 0 : 0xff0000ff;
                    assertEquals(expected >>> 24, argb >>> 24);
                    assertTrue(expected == 0 || Math.abs((expected >> 16 & 255) - (argb >> 16 & 255)) < 8);
                }
            }
        }
    }

    private static String others(int frame) {
        return frame == 0 ? "1,2" : frame == 1 ? "0,2" : "0,1";
    }

    private void assertLooksRight(ImageFormat format, Swatch swatch, Path file) throws IOException {
        Path raw = folder.resolve("pixels.rgba");
        imageMagick("convert", file + "[0]", "-depth", "8", "rgba:" + raw);
        byte[] read = Files.readAllBytes(raw);
        assertEquals(4 * WIDTH * HEIGHT, read.length);
        double sum = 0;
        int counted = 0;
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int argb = swatch.argb(i % WIDTH, i / WIDTH);
            int opacity = argb >>> 24;
            boolean palette = format == ImageFormat.GIF || format == ImageFormat.PNG8;
            int expected = !format.alpha() ? 255 : palette ? opacity < 128 ? 0 : 255 : opacity;
            int tolerance = format == ImageFormat.AVIF ? 12 : format.deep() ? 1 : 0;
            assertEquals(expected, read[4 * i + 3] & 255, tolerance, "opacity of pixel " + i);
            for (int c = 0; c < 3 && opacity >= 250; c++) {
                double difference = (read[4 * i + c] & 255) - (argb >> 16 - 8 * c & 255);
                sum += difference * difference;
                counted++;
            }
        }
        double error = Math.sqrt(sum / counted);
        // of 16 bits the swatch's 8 are the upper ones, ImageMagick's the nearest; a PSD has its white taken out
        double most = EXACT.contains(format)
                ? format.deep() ? 0.8 : format == ImageFormat.PSD ? 0.1 : 0
                : format.lossy() ? 4 : 8;
        assertTrue(error <= most, format + " is off by " + error + " on average");
    }

    private static String imageMagick(String... command) throws IOException {
        return Program.run("imagemagick", command);
    }

    private Path stored(ImageFormat format, byte[] bytes) throws IOException {
        return Files.write(folder.resolve("picture." + format.extension()), bytes);
    }
}
