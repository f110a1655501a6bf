package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.decode.ArrayBytes;
import io.posterframe.decode.ImageFile;
import io.posterframe.decode.Shape;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.PictureSpec;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures of image files. */
class ImagePictureTest {
    private static final PictureConfig LIMITS = PictureConfig.DEFAULTS;

    @Test
    void aMomentIsIgnored() throws IOException {
        Made.Written made = written(square(0xff204080), 50, ImageFormat.PNG, LIMITS);
        assertEquals("50x50", made.width() + "x" + made.height());
        assertEquals(0xff204080, Made.read(made.bytes()).getRGB(25, 25));
    }

    @Test
    void theOriginalIsTheFileItself() throws IOException {
        Sample turned = new Sample(30, 20, (x, y) -> 0).shape(new Shape(1, 1, 1));
        Encoding encoding = new Encoding(ImageFormat.JPEG, 75, 0, true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PictureMaker maker = new PictureMaker()) {
            PictureSpec spec = new PictureSpec(new Moment.Poster(), Made.box(0, 0, Crop.FIT), encoding);
            MadePicture made = maker.make(turned, spec, LIMITS, out);
            assertEquals(ImageFormat.PNG, made.format());
            assertEquals("20x30", made.width() + "x" + made.height(), "upright");
        }
        assertArrayEquals(new byte[] {1, 2, 3}, out.toByteArray());
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1", "999, 1", "501, 1", "500, 1", "333, 1", "250, 2", "126, 3", "125, 4", "63, 4", "32, 7", "31, 8",
        "10, 25"
    })
    void aDecoderMayShrinkAsFarAsTheScalingStaysGood(int width, int shrink) throws IOException {
        Sample image = new Sample(1000, 1000, (x, y) -> 0xff808080);
        written(image, width, ImageFormat.PNG, LIMITS);
        assertEquals(shrink, image.askedShrink());
    }

    @Test
    void aSizeOverTheLimitIsRefusedBeforeDecoding() {
        Sample image = square(0);
        assertThrows(
                PictureException.class, () -> written(image, 400, ImageFormat.PNG, LIMITS.withMaxPixels(399 * 399)));
        assertEquals(0, image.askedShrink());
    }

    @ParameterizedTest
    @CsvSource({"GIF, 5, 5", "WEBP, 5, 5", "PNG, 5, 1", "JPEG, 5, 1", "AVIF, 5, 1", "GIF, 1, 1"})
    void anAnimationMovesInFormatsThatCan(ImageFormat format, int frames, int shown) throws IOException {
        Sample image = new Sample(80, 60, (x, y) -> 0xff000000 | 40 * (x / 1000) << 16 | 0x40);
        if (frames > 1) {
            image.animated(frames);
        }
        Made.Written made = written(image, 40, format, LIMITS);
        assertEquals("40x30", made.width() + "x" + made.height());
        if (format == ImageFormat.GIF) {
            List<BufferedImage> seen = frames(made.bytes());
            assertEquals(shown, seen.size());
            for (int i = 0; i < shown; i++) {
                assertEquals(40 * i, seen.get(i).getRGB(20, 15) >> 16 & 255, 4);
            }
        } else if (format == ImageFormat.WEBP) {
            assertEquals(shown, count(made.bytes(), "ANMF"));
        }
    }

    @ParameterizedTest
    @CsvSource({"40, 80, 60", "160, 160, 120"})
    void anAnimationOverTheLimitStandsStill(int width, int mostWide, int mostHigh) throws IOException {
        for (ImageFormat format : new ImageFormat[] {ImageFormat.GIF, ImageFormat.WEBP}) {
            long each = mostWide * mostHigh + AnimationEncoder.framePixels(new Encoding(format, 75, 0));
            PictureConfig exact = withAnimation(each * 5);
            PictureConfig less = withAnimation(each * 5 - 1);
            Sample image = new Sample(80, 60, (x, y) -> 0xff000000 | 40 * (x / 1000) << 16 | 0x40).animated(5);
            byte[] moving = written(image, width, format, exact).bytes();
            byte[] still = written(image, width, format, less).bytes();
            if (format == ImageFormat.GIF) {
                assertEquals(5, frames(moving).size());
                assertEquals(1, frames(still).size());
            } else {
                assertEquals(5, count(moving, "ANMF"));
                assertEquals(0, count(still, "ANMF"));
            }
        }
    }

    private static PictureConfig withAnimation(long pixels) {
        return new PictureConfig(
                LIMITS.maxPixels(),
                LIMITS.maxSlices(),
                LIMITS.posterOffset(),
                LIMITS.defaultFrame(),
                LIMITS.maxSourcePixels(),
                LIMITS.maxSourceBytes(),
                pixels);
    }

    /** 34 kB, and 96,000 million pixels when it is played. */
    @ParameterizedTest
    @EnumSource(names = {"GIF", "WEBP"})
    void manySmallPartsOfAHugeCanvasDoNotStayAnAnimation(ImageFormat format) throws IOException {
        byte[] file = gif(8_000, 8_000, 1_500);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageFile image = ImageFile.open(new ArrayBytes(file), LIMITS);
                PictureMaker maker = new PictureMaker()) {
            assertEquals(1_500, image.frames());
            PictureSpec spec =
                    new PictureSpec(new Moment.Poster(), Made.box(16, 0, Crop.FIT), new Encoding(format, 75, 0));
            maker.make(image, spec, LIMITS, out);
        }
        try (ImageFile made = ImageFile.open(new ArrayBytes(out.toByteArray()), LIMITS)) {
            assertEquals("16x16, 1", made.width() + "x" + made.height() + ", " + made.frames());
        }
    }

    /** Eight million pixels, and a palette to be found for each frame. */
    @Test
    void smallFramesDoNotCountForNothing() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageFile image = ImageFile.open(new ArrayBytes(gif(64, 64, 2_000)), LIMITS);
                PictureMaker maker = new PictureMaker()) {
            Encoding encoding = new Encoding(ImageFormat.GIF, 75, 0);
            maker.make(image, new PictureSpec(new Moment.Poster(), Made.box(0, 0, Crop.FIT), encoding), LIMITS, out);
        }
        assertEquals(1, frames(out.toByteArray()).size());
    }

    /** Frames of one pixel each. */
    private static byte[] gif(int width, int height, int frames) {
        ByteBuffer gif = ByteBuffer.allocate(20 + 23 * frames).order(ByteOrder.LITTLE_ENDIAN);
        gif.put("GIF89a".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) width)
                .putShort((short) height);
        gif.put(HexFormat.of().parseHex("800000000000ffffff"));
        for (int i = 0; i < frames; i++) {
            gif.put(HexFormat.of().parseHex("21f90404050000002c")).putShort((short) i);
            gif.put(HexFormat.of().parseHex("000001000100" + "0002024c0100"));
        }
        return gif.put((byte) 0x3b).array();
    }

    private static Sample square(int argb) {
        return new Sample(400, 400, (x, y) -> argb);
    }

    private static Made.Written written(Sample image, int width, ImageFormat format, PictureConfig limits)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PictureMaker maker = new PictureMaker()) {
            PictureSpec spec = new PictureSpec(
                    new Moment.Strip(7, 0, 9), Made.box(width, 0, Crop.FIT), new Encoding(format, 75, 0));
            MadePicture picture = maker.make(image, spec, limits, out);
            return new Made.Written(out.toByteArray(), picture);
        }
    }

    private static List<BufferedImage> frames(byte[] gif) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(gif))) {
            reader.setInput(in);
            List<BufferedImage> frames = new ArrayList<>();
            for (int i = 0; i < reader.getNumImages(true); i++) {
                frames.add(reader.read(i));
            }
            return frames;
        } finally {
            reader.dispose();
        }
    }

    private static int count(byte[] file, String word) {
        int count = 0;
        String text = new String(file, StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            count++;
        }
        return count;
    }
}
