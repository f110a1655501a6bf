package io.posterframe.image;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.color.ProfileDataException;
import java.awt.image.ColorConvertOp;
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

    private static final int[] RGB = {0, 1, 2};

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
        convert(grid, converted, 3);
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
        for (int y = 0; y < pixels.height(); y++) {
            int at = y * pixels.stride(0);
            rows.get(at, row);
            if (pixels.layout().deep()) {
                short[] from = new short[row.length / 2];
                ByteBuffer.wrap(row).asShortBuffer().get(from);
                short[] to = from.clone();
                convert(from, to, step / 2);
                ByteBuffer.wrap(row).asShortBuffer().put(to);
                rows.put(at, row);
            } else {
                byte[] to = row.clone();
                convert(row, to, step);
                rows.put(at, to);
            }
        }
        return pixels;
    }

    private void convert(byte[] from, byte[] to, int step) {
        int width = from.length / step;
        WritableRaster target =
                Raster.createInterleavedRaster(new DataBufferByte(to, to.length), width, 1, to.length, step, RGB, null);
        operation.filter(
                Raster.createInterleavedRaster(
                        new DataBufferByte(from, from.length), width, 1, from.length, step, source(), null),
                target);
    }

    private void convert(short[] from, short[] to, int step) {
        int width = from.length / step;
        WritableRaster target = Raster.createInterleavedRaster(
                new DataBufferUShort(to, to.length), width, 1, to.length, step, RGB, null);
        operation.filter(
                Raster.createInterleavedRaster(
                        new DataBufferUShort(from, from.length), width, 1, from.length, step, source(), null),
                target);
    }

    /** The three channels of a grey picture are alike. */
    private int[] source() {
        return grey ? new int[] {0} : RGB;
    }
}
