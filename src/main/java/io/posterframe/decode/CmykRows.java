package io.posterframe.decode;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Converts four inks to sRGB, some rows at a time: by the picture's profile, or as browsers do it without one, each ink
 * taking its share of the light. As in browsers, samples are light that is left (255 is no ink) whoever wrote the file.
 */
final class CmykRows {
    private static final int ROWS = 16;

    private final Frame samples;
    private final boolean ycck;
    private final int width;
    private final @Nullable ColorConvertOp conversion;
    /** What is left of the light by each ink, {@link #ROWS} rows. */
    private final byte[] light;

    /**
     * Prepares a conversion.
     *
     * @param samples planes of C, M, Y and K, or Y, Cb, Cr and K; the second and third may be of half the size
     * @param icc     a profile, which counts if it is one of inks
     */
    CmykRows(Frame samples, boolean ycck, byte @Nullable [] icc) {
        this.samples = samples;
        this.ycck = ycck;
        this.width = samples.width();
        this.conversion = icc == null ? null : conversion(icc);
        this.light = new byte[width * ROWS * 4];
    }

    void convert(Canvas canvas) {
        int[] pixels = new int[width];
        byte[] rgb = new byte[width * ROWS * 3];
        for (int top = 0; top < samples.height(); top += ROWS) {
            int rows = Math.min(ROWS, samples.height() - top);
            for (int row = 0; row < rows; row++) {
                read(top + row, row * width * 4);
            }
            boolean converted = conversion != null && convert(conversion, rgb, rows);
            for (int row = 0; row < rows; row++) {
                for (int x = 0; x < width; x++) {
                    int at = row * width + x;
                    pixels[x] = converted
                            ? (rgb[3 * at] & 255) << 16 | (rgb[3 * at + 1] & 255) << 8 | rgb[3 * at + 2] & 255
                            : plain(4 * at);
                }
                canvas.put(top + row, pixels);
            }
        }
    }

    private int plain(int at) {
        int black = light[at + 3] & 255;
        int rgb = 0;
        for (int i = 0; i < 3; i++) {
            rgb = rgb << 8 | ((light[at + i] & 255) * black + 127) / 255;
        }
        return rgb;
    }

    private boolean convert(ColorConvertOp conversion, byte[] rgb, int rows) {
        byte[] ink = new byte[width * rows * 4];
        for (int i = 0; i < ink.length; i++) {
            ink[i] = (byte) ~light[i];
        }
        try {
            conversion.filter(raster(ink, rows, 4), raster(rgb, rows, 3));
            return true;
        } catch (CMMException | IllegalArgumentException e) {
            // a profile that is broken where one looks only while converting
            return false;
        }
    }

    private WritableRaster raster(byte[] bytes, int rows, int bands) {
        int[] offsets = bands == 3 ? new int[] {0, 1, 2} : new int[] {0, 1, 2, 3};
        return Raster.createInterleavedRaster(
                new DataBufferByte(bytes, bytes.length), width, rows, width * bands, bands, offsets, null);
    }

    private void read(int row, int to) {
        boolean halved = samples.pixelFormat().startsWith("yuva420");
        int shift = halved ? 1 : 0;
        int[] starts = new int[4];
        for (int p = 0; p < 4; p++) {
            starts[p] = (p == 1 || p == 2 ? row >> shift : row) * samples.strides()[p];
        }
        for (int x = 0; x < width; x++) {
            int first = sample(0, starts[0] + x);
            int second = sample(1, starts[1] + (x >> shift));
            int third = sample(2, starts[2] + (x >> shift));
            int at = to + 4 * x;
            if (ycck) {
                // JFIF's matrix gives ink, where Adobe stores light
                double blue = second - 128.0;
                double red = third - 128.0;
                light[at] = light(first + 1.402 * red);
                light[at + 1] = light(first - 0.344136 * blue - 0.714136 * red);
                light[at + 2] = light(first + 1.772 * blue);
            } else {
                light[at] = (byte) first;
                light[at + 1] = (byte) second;
                light[at + 2] = (byte) third;
            }
            light[at + 3] = (byte) sample(3, starts[3] + x);
        }
    }

    private int sample(int plane, int at) {
        ByteBuffer bytes = samples.planes().get(plane);
        return bytes.get(at) & 255;
    }

    private static byte light(double ink) {
        return (byte) (255 - Math.max(0, Math.min(255, Math.round(ink))));
    }

    private static @Nullable ColorConvertOp conversion(byte[] icc) {
        try {
            ICC_Profile profile = ICC_Profile.getInstance(icc);
            return profile.getColorSpaceType() == ColorSpace.TYPE_CMYK
                    ? new ColorConvertOp(new ICC_Profile[] {profile, ICC_Profile.getInstance(ColorSpace.CS_sRGB)}, null)
                    : null;
        } catch (CMMException | IllegalArgumentException e) {
            return null;
        }
    }
}
