package io.posterframe.image;

import io.posterframe.decode.ColourSpace.Transfer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/**
 * From BT.2020's primaries to sRGB; what is brighter than an SDR picture's white is tone-mapped.
 *
 * <p>Values become light, in which 1 is SDR's white of 203 cd/m² (ITU-R BT.2408), told in BT.709's
 * primaries (ITU-R BT.2407); the brightest channel goes through {@link ToneCurve} and takes the others along, which keeps
 * the hue; a colour that those primaries can't make loses saturation until they can. For one thread; costs some
 * milliseconds to make.
 */
final class Bt2020Conversion implements ColourConversion {
    /** What HDR's curves are told in steps of; 12 bits are more than the eye needs of either. */
    private static final int STEPS = 4096;

    /** Rec. ITU-R BT.2087, table 4, inverted: rows are red, green and blue of BT.709. */
    private static final float[] TO_BT709 = {
        1.660491f, -0.587641f, -0.072850f, -0.124550f, 1.132900f, -0.008349f, -0.018151f, -0.100579f, 1.118730f
    };

    private final boolean hlg;
    /** Of a value, its light; HLG's is the scene's, as a share of its peak. */
    private final float[] light = new float[STEPS];
    /** Of the square root of the scene's luminance, what HLG's light is multiplied by. */
    private final float[] system = new float[STEPS];
    /** Of the square root of a share of the brightest light, what light is multiplied by. */
    private final float[] gain = new float[STEPS];
    /** Of the square root of light, its sRGB value of 16 bits. */
    private final short[] value = new short[STEPS];

    private final float brightest;

    Bt2020Conversion(Transfer transfer) {
        ToneCurve curve = ToneCurve.of(transfer);
        this.hlg = transfer == Transfer.HLG;
        this.brightest = (float) curve.brightest();
        for (int i = 0; i < STEPS; i++) {
            double share = i / (STEPS - 1.0);
            light[i] = (float) curve.light(share);
            system[i] = (float) curve.system(share * share);
            gain[i] = (float) curve.gain(share * share * curve.brightest());
            value[i] = (short) Math.round(65535 * srgb(share * share));
        }
    }

    @Override
    public boolean deep() {
        return true;
    }

    @Override
    public Pixels apply(Pixels pixels) {
        int step = pixels.layout().sampleBytes() / 2;
        short[] row = new short[pixels.width() * step];
        ShortBuffer rows = pixels.plane(0).order(ByteOrder.BIG_ENDIAN).asShortBuffer();
        float[] rgb = new float[3];
        for (int y = 0; y < pixels.height(); y++) {
            int start = y * (pixels.stride(0) / 2);
            rows.get(start, row);
            for (int i = 0; i < row.length; i += step) {
                for (int c = 0; c < 3; c++) {
                    rgb[c] = light[(row[i + c] & 0xffff) >> 4];
                }
                convert(rgb);
                for (int c = 0; c < 3; c++) {
                    row[i + c] = value[root(rgb[c])];
                }
            }
            rows.put(start, row);
        }
        return pixels;
    }

    private void convert(float[] rgb) {
        float luminance = 0.2627f * rgb[0] + 0.6780f * rgb[1] + 0.0593f * rgb[2];
        float red = TO_BT709[0] * rgb[0] + TO_BT709[1] * rgb[1] + TO_BT709[2] * rgb[2];
        float green = TO_BT709[3] * rgb[0] + TO_BT709[4] * rgb[1] + TO_BT709[5] * rgb[2];
        float blue = TO_BT709[6] * rgb[0] + TO_BT709[7] * rgb[1] + TO_BT709[8] * rgb[2];
        float most = Math.max(red, Math.max(green, blue));
        float factor = hlg ? system[root(luminance)] : 1;
        factor *= gain[root(most * factor / brightest)];
        luminance *= factor;
        red *= factor;
        green *= factor;
        blue *= factor;
        most *= factor;
        float least = Math.min(red, Math.min(green, blue));
        float saturation = 1;
        if (least < 0) {
            saturation = luminance / (luminance - least);
        }
        if (most > 1) {
            saturation = Math.min(saturation, Math.max(0, (1 - luminance) / (most - luminance)));
        }
        rgb[0] = luminance + saturation * (red - luminance);
        rgb[1] = luminance + saturation * (green - luminance);
        rgb[2] = luminance + saturation * (blue - luminance);
    }

    /** The place of a number of 0 to 1 in a table of square roots. */
    private static int root(float number) {
        return number >= 1 ? STEPS - 1 : number <= 0 ? 0 : (int) (Math.sqrt(number) * (STEPS - 1) + 0.5);
    }

    private static double srgb(double light) {
        return light <= 0.0031308 ? light * 12.92 : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
    }
}
