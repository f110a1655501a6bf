package io.posterframe.image;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.color.ProfileDataException;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;

/** From an embedded ICC profile to sRGB, through the JDK's LittleCMS and by the profile's own rendering intent. */
final class IccConversion implements ColourConversion {
    /** Real profiles of RGB and grey stay far below. */
    private static final int MAX_BYTES = 4 << 20;

    /** A grid of this many values a channel shows whether a profile is sRGB under another name. */
    private static final int PROBES = 9;

    private final ColorConvertOp operation;
    private final boolean grey;

    private IccConversion(ICC_Profile profile, boolean grey) {
        this.operation =
                new ColorConvertOp(new ICC_Profile[] {profile, ICC_Profile.getInstance(ColorSpace.CS_sRGB)}, null);
        this.grey = grey;
    }

    /** {@link ColourConversion#NONE} for a profile that is broken, isn't one of RGB or grey, or means sRGB. */
    static ColourConversion of(byte[] icc) {
        if (icc.length > MAX_BYTES) {
            return NONE;
        }
        try {
            ICC_Profile profile = ICC_Profile.getInstance(icc);
            int type = profile.getColorSpaceType();
            if (type != ColorSpace.TYPE_RGB && type != ColorSpace.TYPE_GRAY) {
                return NONE;
            }
            IccConversion conversion = new IccConversion(profile, type == ColorSpace.TYPE_GRAY);
            return conversion.changesNothing() ? NONE : conversion;
        } catch (IllegalArgumentException | CMMException | ProfileDataException e) {
            // browsers show a picture whose profile is broken as if it had none
            return NONE;
        }
    }

    private boolean changesNothing() {
        byte[] grid = new byte[PROBES * PROBES * PROBES * 3];
        for (int i = 0; i < grid.length / 3; i++) {
            int red = grey ? i : i % PROBES;
            int green = grey ? i : i / PROBES % PROBES;
            int blue = grey ? i : i / PROBES / PROBES;
            grid[3 * i] = probe(red);
            grid[3 * i + 1] = probe(green);
            grid[3 * i + 2] = probe(blue);
        }
        byte[] converted = grid.clone();
        convert(converted, 3);
        for (int i = 0; i < grid.length; i++) {
            if (Math.abs((grid[i] & 255) - (converted[i] & 255)) > 1) {
                return false;
            }
        }
        return true;
    }

    private static byte probe(int step) {
        return (byte) (step % PROBES * 255 / (PROBES - 1));
    }

    @Override
    public Pixels apply(Pixels pixels) {
        ByteBuffer rows = pixels.plane(0);
        int step = pixels.layout().sampleBytes();
        byte[] row = new byte[pixels.width() * step];
        short[] deep = new short[row.length / 2];
        for (int y = 0; y < pixels.height(); y++) {
            rows.get(y * pixels.stride(0), row);
            if (pixels.layout().deep()) {
                ByteBuffer.wrap(row).asShortBuffer().get(deep);
                convert(deep, step / 2);
                ByteBuffer.wrap(row).asShortBuffer().put(deep);
            } else {
                convert(row, step);
            }
            rows.put(y * pixels.stride(0), row);
        }
        return pixels;
    }

    // LittleCMS is given nothing but colours: the JDK's way around an alpha channel mixes the channels up

    private void convert(byte[] row, int step) {
        int width = row.length / step;
        int bands = grey ? 1 : 3;
        byte[] from = new byte[width * bands];
        for (int x = 0; x < width; x++) {
            for (int c = 0; c < bands; c++) {
                from[x * bands + c] = row[x * step + c];
            }
        }
        byte[] to = new byte[width * 3];
        operation.filter(
                raster(new DataBufferByte(from, from.length), width, bands),
                raster(new DataBufferByte(to, to.length), width, 3));
        for (int x = 0; x < width; x++) {
            for (int c = 0; c < 3; c++) {
                row[x * step + c] = to[x * 3 + c];
            }
        }
    }

    private void convert(short[] row, int step) {
        int width = row.length / step;
        int bands = grey ? 1 : 3;
        short[] from = new short[width * bands];
        for (int x = 0; x < width; x++) {
            for (int c = 0; c < bands; c++) {
                from[x * bands + c] = row[x * step + c];
            }
        }
        short[] to = new short[width * 3];
        operation.filter(
                raster(new DataBufferUShort(from, from.length), width, bands),
                raster(new DataBufferUShort(to, to.length), width, 3));
        for (int x = 0; x < width; x++) {
            for (int c = 0; c < 3; c++) {
                row[x * step + c] = to[x * 3 + c];
            }
        }
    }

    private static WritableRaster raster(DataBuffer values, int width, int bands) {
        return Raster.createInterleavedRaster(
                values, width, 1, width * bands, bands, bands == 1 ? new int[] {0} : new int[] {0, 1, 2}, null);
    }
}
