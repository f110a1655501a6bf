package io.posterframe.clips;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.w3c.dom.NodeList;

/** JPEG files of the picture of {@link Pictures}, and of a few kinds that are seldom met. */
public final class Jpegs {
    private Jpegs() {}

    /** A JPEG with an EXIF orientation, 1 to 8, that is as large as said once it is upright. */
    public static byte[] upright(int uprightWidth, int uprightHeight, int orientation) {
        BufferedImage stored = Pictures.stored(Pictures.pattern(uprightWidth, uprightHeight), orientation);
        return withSegment(Pictures.jdk("jpeg", stored), 0xe1, exif(orientation));
    }

    /** A JPEG with an embedded profile. Its samples are those of {@link Pictures#pattern}, whatever the profile says of them. */
    public static byte[] withProfile(int width, int height, byte[] icc) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1));
        data.writeBytes(icc);
        return withSegment(Pictures.file("jpeg", width, height), 0xe2, data.toByteArray());
    }

    /** A JPEG whose components have these shares of the samples, such as {@code 2x1,1x1,2x1}. */
    public static byte[] sampled(int width, int height, String samplings) {
        ImageWriter writer = writer();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            BufferedImage image = Pictures.pattern(width, height);
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
            String format = metadata.getNativeMetadataFormatName();
            IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
            NodeList components = root.getElementsByTagName("componentSpec");
            String[] each = samplings.split(",");
            for (int i = 0; i < each.length; i++) {
                IIOMetadataNode component = (IIOMetadataNode) components.item(i);
                component.setAttribute("HsamplingFactor", each[i].substring(0, 1));
                component.setAttribute("VsamplingFactor", each[i].substring(2));
            }
            metadata.setFromTree(format, root);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, metadata), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    /** A JPEG of four inks whose components are called C, M, Y and K instead of being numbered. */
    public static byte[] cmykWithNames(int width, int height) {
        byte[] file = cmyk(width, height, false);
        for (int at = 2; at + 3 < file.length; at += 2 + ((file[at + 2] & 255) << 8 | file[at + 3] & 255)) {
            int marker = file[at + 1] & 255;
            boolean scan = marker == 0xda;
            for (int i = 0; i < 4 && (scan || marker == 0xc0); i++) {
                file[at + (scan ? 5 + 2 * i : 10 + 3 * i)] = (byte) "CMYK".charAt(i);
            }
            if (scan) {
                return file;
            }
        }
        throw new IllegalStateException("no scan");
    }

    /** The JDK's own, whatever else is on the class path. */
    private static ImageWriter writer() {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
        ImageWriter writer = writers.next();
        while (!writer.getClass().getName().startsWith("com.sun.")) {
            writer = writers.next();
        }
        return writer;
    }

    /**
     * A JPEG of four inks without a profile, whose samples are light that is left, as Adobe's programs write them.
     *
     * @param marked whether Adobe's marker is in it
     */
    public static byte[] cmyk(int width, int height, boolean marked) {
        BufferedImage image = Pictures.pattern(width, height);
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = image.getRGB(x, y);
                int black = Math.max(rgb >> 16 & 255, Math.max(rgb >> 8 & 255, rgb & 255));
                for (int ink = 0; ink < 3; ink++) {
                    raster.setSample(x, y, ink, (rgb >> 16 - 8 * ink & 255) * 255 / black);
                }
                raster.setSample(x, y, 3, black);
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            ImageWriter writer = writer();
            writer.setOutput(out);
            writer.write(null, new IIOImage(raster, null, null), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return marked ? withSegment(file.toByteArray(), 0xee, adobe) : file.toByteArray();
    }

    private static byte[] exif(int orientation) {
        return new byte[] {
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
    }

    private static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(jpeg, 0, 2);
        file.write(0xff);
        file.write(marker);
        file.write(data.length + 2 >> 8);
        file.write(data.length + 2);
        file.writeBytes(data);
        file.write(jpeg, 2, jpeg.length - 2);
        return file.toByteArray();
    }
}
