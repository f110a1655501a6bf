package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.clips.Pictures;
import io.posterframe.image.Program;
import io.posterframe.picture.ImageFormat;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every format of a running server: of a frame, of a strip, and of an image with alpha, as programs see it that we did not
 * write, and compared with our own PNG of the same.
 */
@Tag("system")
class FormatsOverHttpSystemTest {
    private static final int PAD = 0x204060;

    @TempDir
    static Path temp;

    private static Edge edge;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        Path media = Files.createDirectory(temp.resolve("media"));
        Files.copy(Clip.MKV.file(), media.resolve("film.mkv"));
        Files.write(media.resolve("glass.png"), Pictures.fileWithAlpha("png", 160, 96));
        edge = Edge.start(temp.resolve("data"), "catalog.folder", media.toString());
    }

    @AfterAll
    static void close() {
        edge.close();
    }

    private static Reply ask(String entry, String parameters, ImageFormat format, int quality) {
        return edge.picture(Edge.thumb(entry, parameters + "/format/" + format.lowerName() + "/quality/" + quality));
    }

    private ReadBack seen(String entry, String parameters, ImageFormat format, String size) throws IOException {
        Reply reply = ask(entry, parameters, format, 90);
        assertEquals(type(format), reply.header("content-type"));
        ReadBack seen = ReadBack.of(format, reply.body(), folder);
        assertEquals(size, seen.size());
        assertEquals(format.deep() ? 16 : 8, seen.depth());
        return seen;
    }

    private static String type(ImageFormat format) {
        return switch (format) {
            case PNG8, PNG24, PNG32, PNG48, PNG64 -> "image/png";
            case PSD -> "image/vnd.adobe.photoshop";
            case PDF -> "application/pdf";
            case JXR -> "image/vnd.ms-photo";
            default -> "image/" + format.lowerName();
        };
    }

    /** Our own PNG of the same, as Java's reader sees it. */
    private static BufferedImage png(String entry, String parameters, ImageFormat variant) {
        return ask(entry, parameters, variant, 0).image();
    }

    @ParameterizedTest
    @EnumSource
    void aFrame(ImageFormat format) throws IOException {
        String parameters = "width/200/vid_sec/1";
        ReadBack seen = seen("film", parameters, format, "200x113");
        assertEquals(hasAlphaAlways(format), seen.alpha());
        assertAlike(format, png("film", parameters, ImageFormat.PNG), seen.argb());
    }

    @ParameterizedTest
    @EnumSource
    void aPaddedStrip(ImageFormat format) throws IOException {
        String parameters = "width/100/height/80/type/2/bgcolor/204060/vid_slices/3";
        ReadBack seen = seen("film", parameters, format, "300x80");
        assertAlike(format, png("film", parameters, ImageFormat.PNG), seen.argb());
        for (int x : new int[] {10, 150, 290}) {
            assertColour(0xff000000 | PAD, seen.argb().getRGB(x, 4), tolerance(format));
            assertColour(0xff000000 | PAD, seen.argb().getRGB(x, 75), tolerance(format));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anImageWithAlpha(ImageFormat format) throws IOException {
        String parameters = "width/100/bgcolor/204060";
        ReadBack seen = seen("glass", parameters, format, "100x60");
        assertEquals(format.alpha(), seen.alpha());
        for (int i = 0; i < 4; i++) {
            int alpha = Pictures.ALPHAS.get(i);
            boolean onOrOff = format == ImageFormat.GIF || format == ImageFormat.PNG8;
            int kept = onOrOff ? alpha < 128 ? 0 : 255 : alpha;
            int rgb = Pictures.QUARTERS.get(i);
            int expected = format.alpha() ? kept << 24 | rgb : 0xff000000 | blended(rgb, alpha);
            assertColour(expected, Pictures.quarter(seen.argb(), i), tolerance(format));
        }
        ImageFormat same = format.alpha() ? ImageFormat.PNG32 : ImageFormat.PNG24;
        if (format != ImageFormat.GIF && format != ImageFormat.PNG8) {
            assertAlike(format, png("glass", parameters, same), seen.argb());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPaddedImageWithAlphaIsOpaque(ImageFormat format) throws IOException {
        String parameters = "width/100/height/100/type/2/bgcolor/204060";
        ReadBack seen = seen("glass", parameters, format, "100x100");
        assertEquals(hasAlphaAlways(format), seen.alpha());
        assertColour(0xff000000 | PAD, seen.argb().getRGB(50, 5), tolerance(format));
        assertColour(0xff000000 | PAD, seen.argb().getRGB(20, 65), tolerance(format));
        assertColour(
                0xff000000 | blended(Pictures.QUARTERS.get(1), Pictures.ALPHAS.get(1)),
                seen.argb().getRGB(75, 35),
                tolerance(format));
        assertAlike(format, png("glass", parameters, ImageFormat.PNG), seen.argb());
    }

    @ParameterizedTest
    @EnumSource
    void qualityIsOfLossyFormatsOnly(ImageFormat format) {
        String parameters = "width/200/vid_sec/2";
        byte[] low = ask("film", parameters, format, 20).body();
        byte[] high = ask("film", parameters, format, 90).body();
        if (format.lossy()) {
            assertTrue(low.length < 0.8 * high.length, low.length + " and " + high.length + " bytes");
        } else {
            assertArrayEquals(low, high);
        }
    }

    @Test
    void aPdfHoldsTheJpegOfThatQuality() throws IOException {
        String parameters = "width/200/vid_sec/3";
        Path pdf = Files.write(
                folder.resolve("page.pdf"),
                ask("film", parameters, ImageFormat.PDF, 60).body());
        Program.run("poppler-utils", "pdfimages", "-j", pdf.toString(), folder + "/page");
        assertArrayEquals(
                ask("film", parameters, ImageFormat.JPEG, 60).body(),
                Files.readAllBytes(folder.resolve("page-000.jpg")));
    }

    private static boolean hasAlphaAlways(ImageFormat format) {
        return format == ImageFormat.PNG32 || format == ImageFormat.PNG64;
    }

    private static int tolerance(ImageFormat format) {
        boolean palette = format == ImageFormat.GIF || format == ImageFormat.PNG8;
        return format.lossy() ? 8 : palette ? 12 : 2;
    }

    private static int blended(int rgb, int alpha) {
        int mixed = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            mixed |= Math.round(((rgb >> shift & 255) * alpha + (PAD >> shift & 255) * (255 - alpha)) / 255f) << shift;
        }
        return mixed;
    }

    /** Of what is transparent no colour counts. */
    private static void assertColour(int expected, int seen, int tolerance) {
        for (int shift = expected >>> 24 == 0 ? 24 : 0; shift <= 24; shift += 8) {
            assertEquals(
                    expected >>> shift & 255,
                    seen >>> shift & 255,
                    tolerance,
                    () -> Integer.toHexString(seen) + " instead of " + Integer.toHexString(expected));
        }
    }

    private static void assertAlike(ImageFormat format, BufferedImage ours, BufferedImage seen) {
        double psnr = psnr(ours, seen);
        double least =
                switch (format) {
                    // Poppler enlarges the chroma of the hard edges without smoothing it
                    case PDF -> 23;
                    case JPEG, WEBP, AVIF -> 30;
                    case JXR, GIF, PNG8 -> 45;
                    case PNG48, PNG64 -> 50;
                    default -> 55;
                };
        assertTrue(psnr >= least, format + " has " + psnr + " dB");
    }

    /** In dB, of both over mid-grey, and of their alpha. */
    private static double psnr(BufferedImage a, BufferedImage b) {
        double sum = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                int one = a.getRGB(x, y);
                int other = b.getRGB(x, y);
                for (int shift = 0; shift <= 24; shift += 8) {
                    double difference = overGrey(one, shift) - overGrey(other, shift);
                    sum += difference * difference;
                }
            }
        }
        return 10 * Math.log10(255.0 * 255 / Math.max(1e-9, sum / (4.0 * a.getWidth() * a.getHeight())));
    }

    private static double overGrey(int argb, int shift) {
        int alpha = argb >>> 24;
        return shift == 24 ? alpha : 128 + ((argb >> shift & 255) - 128) * alpha / 255.0;
    }
}
