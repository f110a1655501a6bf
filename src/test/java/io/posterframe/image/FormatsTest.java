package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.FrameReader;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.ImageFormat;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every format written and read back with readers that are not its writer. */
class FormatsTest {
    /** Odd sizes, at which rows need padding and chroma is cut. */
    private static final int WIDTH = 101;

    private static final int HEIGHT = 67;
    private static final int TRANSPARENT_BELOW = 128;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"PNG", "PNG24", "PNG32", "BMP", "TIFF", "PSD"})
    void keepsEveryPixelOfAnOpaquePicture(ImageFormat format) throws IOException {
        Swatch swatch = new Swatch(WIDTH, HEIGHT, false);
        BufferedImage read = read(file(format, swatch, 0, 0), format, 0);
        assertEquals(format == ImageFormat.PNG32, read.getColorModel().hasAlpha());
        assertEquals(8, read.getSampleModel().getSampleSize(0));
        assertExact(swatch, read);
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG", "PNG32", "TIFF"})
    void keepsEveryPixelAndItsOpacity(ImageFormat format) throws IOException {
        Swatch swatch = new Swatch(WIDTH, HEIGHT, true);
        BufferedImage read = read(file(format, swatch, 0, 0), format, 0);
        assertTrue(read.getColorModel().hasAlpha());
        assertFalse(read.isAlphaPremultiplied());
        assertEquals(4, read.getSampleModel().getNumBands());
        assertExact(swatch, read);
    }

    @Test
    void aPsdWithAlphaHasALayerAndIsBlendedOverWhiteBesideIt() throws IOException {
        Swatch swatch = new Swatch(WIDTH, HEIGHT, true);
        byte[] psd = file(ImageFormat.PSD, swatch, 0, 72);
        assertExact(swatch, read(psd, ImageFormat.PSD, 1));
        BufferedImage whole = read(psd, ImageFormat.PSD, 0);
        for (int x = 1; x < WIDTH; x++) {
            int argb = swatch.argb(x, 5);
            int opacity = argb >>> 24;
            // the reader takes the white out again, as the format wants it
            assertEquals(argb >> 16 & 255, whole.getRaster().getSample(x, 5, 0), 255.0 / opacity);
            assertEquals(argb >> 8 & 255, whole.getRaster().getSample(x, 5, 1), 255.0 / opacity);
            assertEquals(opacity, whole.getRaster().getSample(x, 5, 3));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG48", "PNG64"})
    void keepsSixteenBitsAChannel(ImageFormat format) throws IOException {
        for (boolean alpha : new boolean[] {false, true}) {
            Swatch swatch = new Swatch(WIDTH, HEIGHT, alpha);
            BufferedImage read = read(file(format, swatch, 0, 0), format, 0);
            int channels = format == ImageFormat.PNG64 ? 4 : 3;
            assertEquals(channels, read.getRaster().getNumBands());
            for (int c = 0; c < channels; c++) {
                assertEquals(16, read.getSampleModel().getSampleSize(c));
                for (int x = 0; x < WIDTH; x++) {
                    assertEquals(swatch.deep(x, 7, c), read.getRaster().getSample(x, 7, c));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG8", "GIF"})
    void reducesToAPaletteThatLooksAlike(ImageFormat format) throws IOException {
        Swatch swatch = new Swatch(WIDTH, HEIGHT, false);
        BufferedImage read = read(file(format, swatch, 0, 0), format, 0);
        IndexColorModel palette = assertInstanceOf(IndexColorModel.class, read.getColorModel());
        assertTrue(palette.getMapSize() <= 256);
        assertFalse(palette.hasAlpha());
        double psnr = Reference.psnr(rgb(read), swatch.image());
        assertTrue(psnr > 30, psnr + " dB");
    }

    /** Its colours are chosen by a part of its pixels. */
    @Test
    void reducesALargePictureToAPaletteThatLooksAlike() throws IOException {
        Swatch swatch = new Swatch(1301, 999, false);
        BufferedImage read = read(file(ImageFormat.PNG8, swatch, 0, 0), ImageFormat.PNG8, 0);
        double psnr = Reference.psnr(rgb(read), swatch.image());
        assertTrue(psnr > 30, psnr + " dB");
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG8", "GIF"})
    void makesTransparentWhatIsLessThanHalfOpaque(ImageFormat format) throws IOException {
        Swatch swatch = new Swatch(WIDTH, HEIGHT, true);
        BufferedImage read = read(file(format, swatch, 0, 0), format, 0);
        assertInstanceOf(IndexColorModel.class, read.getColorModel());
        for (int x = 0; x < WIDTH; x++) {
            int opacity = swatch.argb(x, 9) >>> 24;
            assertEquals(opacity < TRANSPARENT_BELOW ? 0 : 255, read.getRGB(x, 9) >>> 24, x + ": " + opacity);
        }
    }

    @ParameterizedTest
    @CsvSource({"WEBP, 100, 37", "WEBP, 50, 33", "AVIF, 100, 40", "AVIF, 50, 33"})
    void isLossyButAlike(ImageFormat format, int quality, double least) throws IOException {
        Swatch swatch = new Swatch(WIDTH, HEIGHT, false);
        Path file = stored(format, file(format, swatch, quality, 0));
        double psnr = Reference.psnr(frame(file), swatch.image());
        assertTrue(psnr > least, psnr + " dB");
    }

    @ParameterizedTest
    @EnumSource(names = {"WEBP", "AVIF"})
    void keepsTheColoursOfOpaquePartsBesideAlpha(ImageFormat format) throws IOException {
        Swatch swatch = new Swatch(WIDTH, HEIGHT, true);
        byte[] bytes = file(format, swatch, 100, 0);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains(format == ImageFormat.WEBP ? "ALPH" : "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha"));
        BufferedImage read = frame(stored(format, bytes));
        int half = WIDTH / 2 + 1;
        double psnr = Reference.psnr(
                read.getSubimage(half, 0, WIDTH - half, HEIGHT),
                swatch.image().getSubimage(half, 0, WIDTH - half, HEIGHT));
        assertTrue(psnr > 36, psnr + " dB");
    }

    /** ISO/IEC 23091-2: sRGB's primaries and transfer, BT.601's matrix, full range. */
    @Test
    void anAvifSaysItsColours() {
        String text = new String(
                file(ImageFormat.AVIF, new Swatch(WIDTH, HEIGHT, false), 75, 0), StandardCharsets.ISO_8859_1);
        int at = text.indexOf("colrnclx") + 8;
        assertEquals("\0\1\0\15\0\6\200", text.substring(at, at + 7));
        assertEquals("avif", text.substring(8, 12));
        assertFalse(text.contains("auxl"));
    }

    @ParameterizedTest
    @EnumSource(names = {"JPEG", "WEBP", "AVIF", "PDF"})
    void isLargerTheHigherItsQuality(ImageFormat format) {
        // JPEG has two encoders, one on each side of 50
        for (int[] qualities : new int[][] {{0, 15, 49}, {55, 80, 100}}) {
            int last = 0;
            for (int quality : qualities) {
                int length = file(format, new Swatch(320, 180, false), quality, 0).length;
                assertTrue(length > last, quality + ": " + length + " after " + last);
                last = length;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG", "PNG8", "PNG24", "PNG32", "PNG48", "PNG64", "PSD"})
    void tellsItsDensity(ImageFormat format) throws IOException {
        byte[] bytes = file(format, new Swatch(WIDTH, HEIGHT, true), 0, 300);
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            ImageReader reader = reader(format);
            reader.setInput(in);
            IIOMetadataNode root = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_1.0");
            IIOMetadataNode size = (IIOMetadataNode)
                    root.getElementsByTagName("HorizontalPixelSize").item(0);
            assertEquals(25.4 / 300, Double.parseDouble(size.getAttribute("value")), 1e-4);
            reader.dispose();
        }
    }

    @Test
    void tellsItsDensityInItsHeader() {
        ByteBuffer bmp = ByteBuffer.wrap(file(ImageFormat.BMP, new Swatch(WIDTH, HEIGHT, false), 0, 300))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(11_811, bmp.getInt(38));
        assertEquals(11_811, bmp.getInt(42));
        assertEquals(bmp.capacity(), bmp.getInt(2));
        for (int[] densities : new int[][] {{300, 300}, {0, 72}}) {
            byte[] tiff = file(ImageFormat.TIFF, new Swatch(WIDTH, HEIGHT, false), 0, densities[0]);
            assertEquals(densities[1], rational(tiff, 282));
            assertEquals(densities[1], rational(tiff, 283));
        }
    }

    @Test
    void aPdfIsOnePageThatItsJpegFills() throws IOException {
        for (int density : new int[] {0, 144}) {
            for (int quality : new int[] {20, 80}) {
                Swatch swatch = new Swatch(WIDTH, HEIGHT, false);
                byte[] pdf = file(ImageFormat.PDF, swatch, quality, density);
                assertTrue(Arrays.equals(pdf, file(ImageFormat.PDF, swatch, quality, density)), "the same each time");
                try (PDDocument document = Loader.loadPDF(pdf)) {
                    assertEquals(1, document.getNumberOfPages());
                    PDRectangle page = document.getPage(0).getMediaBox();
                    float point = density == 0 ? 1 : 0.5f;
                    assertEquals(WIDTH * point, page.getWidth(), 0.01);
                    assertEquals(HEIGHT * point, page.getHeight(), 0.01);
                    COSName name = document.getPage(0)
                            .getResources()
                            .getXObjectNames()
                            .iterator()
                            .next();
                    PDImageXObject image =
                            (PDImageXObject) document.getPage(0).getResources().getXObject(name);
                    assertTrue(Arrays.equals(
                            file(ImageFormat.JPEG, swatch, quality, density),
                            image.getCOSObject().createRawInputStream().readAllBytes()));
                    double psnr = Reference.psnr(rgb(image.getImage()), swatch.image());
                    assertTrue(psnr > 25, psnr + " dB");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JXR")
    void writesTheSmallestAndTheLongest(ImageFormat format) {
        for (boolean alpha : new boolean[] {false, true}) {
            assertTrue(file(format, new Swatch(1, 1, alpha), 50, 0).length > 0);
            int longest = format.maxSide();
            assertTrue(file(format, new Swatch(longest, 2, alpha), 50, 0).length > 0);
            assertTrue(file(format, new Swatch(2, longest, alpha), 50, 0).length > 0);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JXR")
    void stopsWhenNobodyTakesIt(ImageFormat format) {
        Encoding encoding = new Encoding(format, 75, 0);
        Encoder encoder = Encoder.of(encoding);
        Swatch swatch = new Swatch(WIDTH, HEIGHT, format.alpha());
        try (Pixels pixels = swatch.pixels(encoder.layout(format.alpha()))) {
            OutputStream full = new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    throw new IOException("full");
                }
            };
            IOException thrown = assertThrows(IOException.class, () -> encoder.encode(pixels, encoding, full));
            assertEquals("full", thrown.getMessage());
        }
    }

    /** What is written when the picture has alpha, if the format keeps it. */
    static byte[] file(ImageFormat format, Swatch swatch, int quality, int density) {
        Encoding encoding = new Encoding(format, quality, density);
        Encoder encoder = Encoder.of(encoding);
        try (Pixels pixels = swatch.pixels(encoder.layout(swatch.alpha && format.alpha()))) {
            return Made.encoded(encoder, pixels, encoding);
        }
    }

    private static void assertExact(Swatch swatch, BufferedImage read) {
        assertEquals(swatch.width, read.getWidth());
        assertEquals(swatch.height, read.getHeight());
        for (int y = 0; y < swatch.height; y++) {
            for (int x = 0; x < swatch.width; x++) {
                assertEquals(
                        Integer.toHexString(swatch.argb(x, y)), Integer.toHexString(read.getRGB(x, y)), x + "," + y);
            }
        }
    }

    private static BufferedImage read(byte[] file, ImageFormat format, int index) throws IOException {
        ImageReader reader = reader(format);
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in);
            return reader.read(index);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(ImageFormat format) {
        return ImageIO.getImageReadersByFormatName(format.extension()).next();
    }

    private Path stored(ImageFormat format, byte[] bytes) throws IOException {
        return Files.write(folder.resolve("picture." + format.extension()), bytes);
    }

    private static BufferedImage frame(Path file) {
        try (FrameReader reader = new FrameReader(file)) {
            assertTrue(reader.next());
            return reader.picture();
        }
    }

    private static BufferedImage rgb(BufferedImage image) {
        BufferedImage rgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        rgb.createGraphics().drawImage(image, 0, 0, null);
        return rgb;
    }

    /** A field of the first directory of a little-endian TIFF. */
    private static double rational(byte[] file, int tag) {
        ByteBuffer tiff = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int directory = tiff.getInt(4);
        for (int i = 0; i < tiff.getShort(directory); i++) {
            int entry = directory + 2 + 12 * i;
            if (tiff.getShort(entry) == tag) {
                int at = tiff.getInt(entry + 8);
                return (double) tiff.getInt(at) / tiff.getInt(at + 4);
            }
        }
        throw new AssertionError("no field " + tag);
    }
}
