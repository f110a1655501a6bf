package io.posterframe.clips;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Image files that tests make for themselves. Each shows four quarters of different colours, so that turns, mirrors and
 * colours can be told apart. Files with an orientation show the same once they are upright.
 */
public final class Pictures {
    /** The colours of the quarters (0xRRGGBB) of an upright picture: top left, top right, bottom left, bottom right. */
    public static final List<Integer> QUARTERS = List.of(0xC83C32, 0x3CAA46, 0x3250BE, 0xC8BE3C);

    /** The alpha of the quarters of a picture that has any. */
    public static final List<Integer> ALPHAS = List.of(255, 128, 0, 255);

    private Pictures() {}

    /** The picture itself, without alpha. */
    public static BufferedImage pattern(int width, int height) {
        return draw(width, height, false, 0);
    }

    /** The picture with the alpha of {@link #ALPHAS}. */
    public static BufferedImage patternWithAlpha(int width, int height) {
        return draw(width, height, true, 0);
    }

    /**
     * A still file.
     *
     * @param format jpeg, png, gif, bmp, tiff, webp (lossy) or avif
     */
    public static byte[] file(String format, int width, int height) {
        return file(format, pattern(width, height));
    }

    /** A still file of any picture, in the formats of {@link #file(String, int, int)}. */
    public static byte[] file(String format, BufferedImage image) {
        return switch (format) {
            case "webp" -> PictureEncoder.file("libwebp", "yuv420p", Map.of("quality", "95"), image);
            case "avif" -> avif(image, "yuv420p", Colours.BT601);
            default -> jdk(format, image);
        };
    }

    /**
     * A still file with alpha.
     *
     * @param format png, webp (lossy), webp-lossless, avif, tiff or gif; gif's alpha is 0 or 255, from 128 on the latter
     */
    public static byte[] fileWithAlpha(String format, int width, int height) {
        BufferedImage image = patternWithAlpha(width, height);
        return switch (format) {
            case "webp" -> PictureEncoder.file("libwebp", "yuva420p", Map.of("quality", "95"), image);
            case "webp-lossless" -> PictureEncoder.file("libwebp", "bgra", Map.of("lossless", "1"), image);
            case "avif" ->
                contained(
                        "avif",
                        Map.of(),
                        100,
                        List.of(
                                av1(opaque(image), "yuv420p", Colours.BT601),
                                av1(alphaAsGrey(image), "gray", Colours.BT709_FULL_RANGE)));
            default -> jdk(format, image);
        };
    }

    /** An AVIF without alpha in a pixel format of FFmpeg's, such as {@code yuv444p10le}. */
    public static byte[] avif(BufferedImage image, String pixelFormat, Colours colours) {
        return contained("avif", Map.of(), 100, List.of(av1(image, pixelFormat, colours)));
    }

    /** An AVIF with the turn and mirror of an EXIF orientation, as large as said once it is upright. */
    public static byte[] avif(int uprightWidth, int uprightHeight, int orientation) {
        BufferedImage stored = stored(pattern(uprightWidth, uprightHeight), orientation);
        return AvifProperties.insert(avif(stored, "yuv420p", Colours.BT601), orientation);
    }

    /**
     * A TIFF in tiles of 16 x 16, or in strips.
     *
     * @param compression the JDK's name, such as {@code LZW} or {@code JPEG}
     */
    public static byte[] tiff(int width, int height, boolean tiled, String compression) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionType(compression);
            if (tiled) {
                how.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
                how.setTiling(16, 16, 0, 0);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(pattern(width, height), null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    /** An AVIF with an embedded profile, whatever it says of the samples. */
    public static byte[] avifWithProfile(int width, int height, byte[] icc) {
        byte[] profile = ByteBuffer.allocate(4 + icc.length)
                .put("prof".getBytes(StandardCharsets.ISO_8859_1))
                .put(icc)
                .array();
        return AvifProperties.insert(file("avif", width, height), AvifProperties.box("colr", profile));
    }

    /**
     * An animation without end, in which a white square moves over the quarters, a sixteenth of the width a frame.
     *
     * @param format gif, webp or png (APNG)
     * @param millis how long each frame stands, whole hundredths of a second
     */
    public static byte[] animation(String format, int width, int height, int frames, int millis) {
        List<BufferedImage> images = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            images.add(frame(width, height, i));
        }
        return switch (format) {
            case "gif" -> mux("gif", "gif", "rgb8", Map.of(), Map.of("loop", "0"), millis, images);
            case "webp" ->
                mux("webp", "libwebp_anim", "bgra", Map.of("lossless", "1"), Map.of("loop", "0"), millis, images);
            case "png" -> mux("apng", "apng", "rgb24", Map.of(), Map.of("plays", "0"), millis, images);
            default -> throw new IllegalArgumentException(format);
        };
    }

    /** A frame of {@link #animation}. */
    public static BufferedImage frame(int width, int height, int number) {
        return draw(width, height, false, 1 + number);
    }

    /** The colour with alpha (0xAARRGGBB) in the middle of a quarter, in the order of {@link #QUARTERS}. */
    public static int quarter(BufferedImage image, int index) {
        return image.getRGB(image.getWidth() * (1 + 2 * (index & 1)) / 4, image.getHeight() * (1 + (index & 2)) / 4);
    }

    private static byte[] mux(
            String muxer,
            String encoder,
            String pixelFormat,
            Map<String, String> encoderOptions,
            Map<String, String> muxerOptions,
            int millis,
            List<BufferedImage> images) {
        PictureEncoder.Layer layer =
                new PictureEncoder.Layer(encoder, pixelFormat, Colours.UNTAGGED, encoderOptions, images);
        return contained(muxer, muxerOptions, millis, List.of(layer));
    }

    private static byte[] contained(
            String muxer, Map<String, String> options, int millis, List<PictureEncoder.Layer> layers) {
        try {
            return PictureEncoder.file(muxer, options, millis, layers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PictureEncoder.Layer av1(BufferedImage image, String pixelFormat, Colours colours) {
        Map<String, String> options = Map.of("still-picture", "1", "cpu-used", "8", "usage", "allintra", "crf", "10");
        return new PictureEncoder.Layer("libaom-av1", pixelFormat, colours, options, List.of(image));
    }

    private static BufferedImage draw(int width, int height, boolean alpha, int square) {
        BufferedImage image =
                new BufferedImage(width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int quarter = (x < width / 2 ? 0 : 1) + (y < height / 2 ? 0 : 2);
                image.setRGB(x, y, QUARTERS.get(quarter) | (alpha ? ALPHAS.get(quarter) : 255) << 24);
            }
        }
        if (square > 0) {
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(Color.WHITE);
            int step = Math.max(1, width / 16);
            graphics.fillRect((square - 1) * step % width, height / 2 - step / 2, step, step);
            graphics.dispose();
        }
        return image;
    }

    private static BufferedImage opaque(BufferedImage image) {
        return draw(image.getWidth(), image.getHeight(), false, 0);
    }

    private static BufferedImage alphaAsGrey(BufferedImage image) {
        BufferedImage grey = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                grey.setRGB(x, y, (image.getRGB(x, y) >>> 24) * 0x010101);
            }
        }
        return grey;
    }

    /** What has to be stored so that a viewer who obeys the orientation sees the picture. */
    static BufferedImage stored(BufferedImage upright, int orientation) {
        boolean sideways = orientation > 4;
        int width = sideways ? upright.getHeight() : upright.getWidth();
        int height = sideways ? upright.getWidth() : upright.getHeight();
        BufferedImage stored = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                // which side of the scene the first row and the first column are, says the tag
                int row = sideways ? x : y;
                int column = sideways ? y : x;
                boolean fromBottom = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
                boolean fromRight = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
                stored.setRGB(
                        x,
                        y,
                        upright.getRGB(
                                fromRight ? upright.getWidth() - 1 - column : column,
                                fromBottom ? upright.getHeight() - 1 - row : row));
            }
        }
        return stored;
    }

    static byte[] jdk(String format, BufferedImage image) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, file)) {
                throw new IllegalArgumentException("the JDK writes no " + format + " of this picture");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }
}
