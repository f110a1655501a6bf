package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Barcode;
import io.posterframe.clips.Clip;
import io.posterframe.clips.Patches;
import io.posterframe.decode.Engines;
import io.posterframe.decode.FileBytes;
import io.posterframe.decode.Video;
import io.posterframe.decode.Zero;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.EngineChoice;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Layout;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.PictureSpec;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PictureMakerTest {
    private static final Rgb RED = new Rgb(0xd0, 0x11, 0x22);
    private static final Moment FRAME_20 = new Moment.At(800_000);

    @ParameterizedTest
    @CsvSource({
        "MKV, FIT, 160, 160",
        "MKV, FIT, 0, 0",
        "MKV, FIT, 427, 0",
        "MKV, PAD, 160, 160",
        "MKV, PAD, 201, 101",
        "MKV, PAD, 61, 200",
        "MKV, CENTER, 100, 100",
        "MKV, CENTER, 33, 121",
        "MKV, TOP, 240, 50",
        "MKV, TOP, 100, 100",
        "MKV, STRETCH, 100, 200",
        "MKV, STRETCH, 640, 90",
        "MKV, NEAREST, 90, 77",
        "MKV, NEAREST, 0, 77",
        "ROTATED_90, FIT, 0, 0",
        "ROTATED_90, FIT, 90, 0",
        "ROTATED_90, PAD, 151, 101",
        "ROTATED_180, CENTER, 111, 99",
        "ROTATED_270, FIT, 0, 0",
        "ROTATED_270, TOP, 100, 60",
        "ANAMORPHIC, FIT, 0, 0",
        "ANAMORPHIC, FIT, 255, 0",
        "ANAMORPHIC_TS, CENTER, 100, 100",
        "PRORES_MOV, FIT, 160, 0",
        "VP9, PAD, 99, 99"
    })
    void putsThePictureWhereTheLayoutSays(Clip clip, Crop crop, int width, int height) {
        check(clip, new Geometry(width, height, crop, SourceRectangle.WHOLE, RED));
    }

    @ParameterizedTest
    @CsvSource({
        "MKV, 17, 11, 101, 67",
        "MKV, 16, 11, 100, 66",
        "MKV, 1, 1, 318, 178",
        "MKV, 319, 179, 1, 1",
        "ROTATED_90, 31, 57, 99, 121",
        "ROTATED_180, 31, 57, 99, 81",
        "ROTATED_270, 31, 57, 99, 121",
        "ANAMORPHIC, 101, 33, 301, 199",
        "PRORES_MOV, 33, 7, 187, 91"
    })
    void cutsTheRectangleOutFirst(Clip clip, int x, int y, int width, int height) {
        SourceRectangle rectangle = new SourceRectangle(x, y, width, height, 0, 0);
        for (Crop crop : new Crop[] {Crop.FIT, Crop.PAD}) {
            check(clip, new Geometry(96, 96, crop, rectangle, RED));
        }
    }

    private static void check(Clip clip, Geometry geometry) {
        Layout layout = geometry.layout(clip.width(), clip.height());
        BufferedImage expected = Reference.drawn(Reference.frame(clip, 20), layout, RED);
        BufferedImage png = Made.picture(clip, FRAME_20, geometry, Made.PNG);
        BufferedImage jpeg = Made.picture(clip, FRAME_20, geometry, Made.JPEG);
        assertEquals(layout.canvasWidth() + "x" + layout.canvasHeight(), png.getWidth() + "x" + png.getHeight());
        assertEquals(layout.canvasWidth() + "x" + layout.canvasHeight(), jpeg.getWidth() + "x" + jpeg.getHeight());
        double pngPsnr = Reference.psnr(expected, png);
        double jpegPsnr = Reference.psnr(expected, jpeg);
        assertTrue(pngPsnr > 32, "PNG: " + pngPsnr + " dB");
        assertTrue(jpegPsnr > 26, "JPEG: " + jpegPsnr + " dB");
        assertBars(layout, png, 0);
        assertBars(layout, jpeg, 24);
    }

    /** Every pixel beside the picture has the background's colour; in a JPEG those of its own blocks at least nearly. */
    private static void assertBars(Layout layout, BufferedImage image, int tolerance) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                boolean picture = x >= layout.offsetX() - tolerance
                        && x < layout.offsetX() + layout.pictureWidth() + tolerance
                        && y >= layout.offsetY() - tolerance
                        && y < layout.offsetY() + layout.pictureHeight() + tolerance;
                int far = distance(image.getRGB(x, y), RED);
                if (!picture && far > (tolerance == 0 ? 0 : 4)) {
                    throw new AssertionError("at " + x + "," + y + ": " + Integer.toHexString(image.getRGB(x, y)));
                }
            }
        }
    }

    private static int distance(int rgb, Rgb colour) {
        return Math.max(
                Math.abs((rgb >> 16 & 255) - colour.red()),
                Math.max(Math.abs((rgb >> 8 & 255) - colour.green()), Math.abs((rgb & 255) - colour.blue())));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 7", "2, 1", "1, 2", "15, 17", "853, 480", "855, 481", "1, 500", "500, 1", "1279, 719"})
    void makesAnySize(int width, int height) {
        for (Crop crop : new Crop[] {Crop.STRETCH, Crop.CENTER, Crop.PAD}) {
            for (Encoding encoding : new Encoding[] {Made.JPEG, Made.PNG, new Encoding(ImageFormat.JPEG, 20, 0)}) {
                for (Clip clip : new Clip[] {Clip.MKV, Clip.ROTATED_90, Clip.PRORES_MOV}) {
                    BufferedImage image = Made.picture(clip, FRAME_20, Made.box(width, height, crop), encoding);
                    assertEquals(width + "x" + height, image.getWidth() + "x" + image.getHeight());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ROTATED_90", "ROTATED_180", "ROTATED_270", "ANAMORPHIC", "ANAMORPHIC_TS"})
    void showsEveryClipUprightAndSquare(Clip clip) {
        BufferedImage image = Made.picture(clip, FRAME_20, Made.box(0, 0, Crop.FIT), Made.JPEG);
        assertEquals(clip.width() + "x" + clip.height(), image.getWidth() + "x" + image.getHeight());
        assertEquals(20, Barcode.read(image));
        assertEquals(0, Patches.largestError(image), 8);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "MKV",
                "BT601",
                "BT709",
                "BT709_FULL_RANGE",
                "BT2020",
                "PRORES_MOV",
                "VP8",
                "VP9",
                "SMPTE240M",
                "HD",
                "INTERLACED_TS"
            })
    void showsColoursAsABrowserDoes(Clip clip) {
        for (int width : new int[] {0, 160, 500}) {
            for (Encoding encoding : new Encoding[] {Made.JPEG, Made.PNG}) {
                BufferedImage image = Made.picture(clip, FRAME_20, Made.box(width, 0, Crop.FIT), encoding);
                int error = Patches.largestError(image);
                assertTrue(error <= (encoding == Made.PNG ? 2 : 6), encoding + " at " + width + " is off by " + error);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"MKV, FIT, 160, 0", "MKV, PAD, 121, 101", "ROTATED_90, FIT, 90, 0", "VARIABLE_RATE, CENTER, 160, 90"})
    void putsTheSlicesOfAStripSideBySide(Clip clip, Crop crop, int width, int height) {
        int count = 7;
        Geometry geometry = Made.box(width, height, crop);
        BufferedImage strip = Made.picture(clip, new Moment.Strip(count, 0, Moment.UNSET), geometry, Made.JPEG);
        Layout slice = geometry.layout(clip.width(), clip.height());
        assertEquals(count * slice.canvasWidth(), strip.getWidth());
        for (int i = 0; i < count; i++) {
            int seen = Barcode.read(
                    strip,
                    i * slice.canvasWidth() + slice.offsetX(),
                    slice.offsetY(),
                    slice.pictureWidth(),
                    slice.pictureHeight());
            assertEquals(clip.frameAt(Math.round(clip.seconds() * 1e6 / count * i) / 1e6), seen, "slice " + i);
        }
    }

    @Test
    void repeatsOneFrame() {
        BufferedImage strip =
                Made.picture(Clip.TS, new Moment.StripOfOne(3, 4_000_000), Made.box(160, 90, Crop.STRETCH), Made.PNG);
        for (int i = 0; i < 3; i++) {
            assertEquals(100, Barcode.read(strip, i * 160, 0, 160, 90));
        }
    }

    @Test
    void takesThePosterFromTheMiddleOfAShortClip() {
        assertEquals(
                37,
                Barcode.read(Made.picture(Clip.ROTATED_180, new Moment.Poster(), Made.box(0, 0, Crop.FIT), Made.PNG)));
        assertEquals(75, Barcode.read(Made.picture(Clip.TS, new Moment.Poster(), Made.box(0, 0, Crop.FIT), Made.PNG)));
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException {
        new Engines(EngineChoice.AUTO, 36_000_000).load();
        PictureConfig small = PictureConfig.DEFAULTS.withMaxPixels(100 * 100);
        try (PictureMaker maker = new PictureMaker();
                Video video =
                        new Engines(EngineChoice.AUTO, 36_000_000).open(new FileBytes(Clip.MKV), Zero.FIRST_FRAME)) {
            PictureSpec large = new PictureSpec(FRAME_20, Made.box(101, 100, Crop.STRETCH), Made.JPEG);
            Failure failure = assertThrows(
                            PictureException.class,
                            () -> maker.make(video, large, small, OutputStream.nullOutputStream()))
                    .failure();
            assertEquals(
                    new Failure.BadParameter(
                            "width",
                            "the picture would be 101 x 100; 10000 pixels in all are allowed in the format jpeg"),
                    failure);
            PictureSpec fitting = new PictureSpec(FRAME_20, Made.box(100, 100, Crop.STRETCH), Made.JPEG);
            assertEquals(
                    100,
                    maker.make(video, fitting, small, OutputStream.nullOutputStream())
                            .width(),
                    "and goes on well");
        }
    }

    /** Live streams change their size; the answer keeps the one that its first slice has. */
    @Test
    void keepsTheSizeOfAStripWhoseVideoChangesItsOwn() {
        for (int[] second : new int[][] {{128, 72}, {32, 18}, {36, 64}, {64, 36}}) {
            Painted video =
                    new Painted((plane, x, y) -> plane == 0 ? 200 : 128, "yuv420p", true, new int[] {64, 36}, second);
            for (Geometry geometry : new Geometry[] {
                Made.box(0, 0, Crop.FIT),
                Made.box(40, 0, Crop.FIT),
                Made.box(30, 30, Crop.PAD),
                Made.box(9, 9, Crop.TOP)
            }) {
                BufferedImage strip =
                        Made.read(Made.file(video, new Moment.Strip(2, 0, Moment.UNSET), geometry, Made.PNG)
                                .bytes());
                Layout slice = geometry.layout(64, 36);
                assertEquals(2 * slice.canvasWidth(), strip.getWidth());
                assertEquals(slice.canvasHeight(), strip.getHeight());
                int middle = strip.getRGB(strip.getWidth() * 3 / 4, strip.getHeight() / 2) & 0xffffff;
                assertEquals(0xc8c8c8, middle, "the second slice shows its frame");
            }
        }
    }
}
