package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.decode.Colour;
import io.posterframe.decode.Frame;
import io.posterframe.decode.Shape;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Rgb;
import io.posterframe.picture.SourceRectangle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of 16 bits a channel. */
class DepthTest {
    private static final int SIZE = 256;

    /** A grey slope over 876 code values of 10-bit video, four rows each a code brighter than the last. */
    private static Frame tenBits(int width) {
        ByteBuffer luma = ByteBuffer.allocateDirect(width * 8).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer chroma = ByteBuffer.allocateDirect(width * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < width * 4; i++) {
            luma.putShort(2 * i, (short) (64 + i % width * 876 / (width - 1)));
            chroma.putShort(2 * i, (short) 512);
        }
        return new Frame(
                List.of(luma, chroma, chroma),
                new int[] {2 * width, 2 * width, 2 * width},
                "yuv444p10le",
                width,
                4,
                new Colour(Colour.Matrix.BT709, false),
                new Shape(0, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {877, 438, 1500})
    void tenBitsStayMoreThanEight(int width) {
        Geometry geometry = new Geometry(width, 4, Crop.STRETCH, SourceRectangle.WHOLE, Rgb.WHITE);
        for (ImageFormat format : new ImageFormat[] {ImageFormat.PNG48, ImageFormat.PNG64}) {
            Composed made = Composed.of(tenBits(877), geometry, format);
            long distinct =
                    Arrays.stream(made.values()).mapToInt(v -> v[1]).distinct().count();
            assertTrue(distinct > 400, distinct + " values at " + width);
            for (int x = 20; x < width - 20; x++) {
                double expected = ((x + 0.5) * 877 / width - 0.5) / 876 * 65535;
                for (int c = 0; c < 3; c++) {
                    assertEquals(expected, made.at(x, 1)[c], 80, "at " + x + " of " + width);
                }
            }
        }
        Composed eight = Composed.of(tenBits(877), geometry, ImageFormat.PNG24);
        assertEquals(255, eight.at(width - 1, 1)[0], 1);
    }

    @Test
    void whiteAndBlackReachTheEnds() {
        for (int argb : new int[] {0xffffffff, 0xff000000}) {
            int value = argb << 8 == 0 ? 0 : 65535;
            for (boolean deep : new boolean[] {true, false}) {
                for (boolean alpha : new boolean[] {true, false}) {
                    Sample sample = new Sample(SIZE, SIZE, (x, y) -> argb);
                    sample = deep ? sample.deep() : sample;
                    sample = alpha ? sample : sample.opaque();
                    for (int width : new int[] {SIZE, 100, 300}) {
                        int[] seen = Composed.of(sample.frame(), Made.box(width, 0, Crop.FIT), ImageFormat.PNG48)
                                .at(width / 2, width / 2);
                        for (int channel : seen) {
                            assertEquals(value, channel, (deep ? "16" : "8") + " bits at " + width);
                        }
                    }
                }
            }
        }
    }

    @Test
    void opaqueStaysOpaqueBesideTransparentPixels() {
        for (boolean deep : new boolean[] {true, false}) {
            Sample sample = new Sample(SIZE, SIZE, (x, y) -> x < 8 ? 0 : x < 64 ? 0x80ffffff : -1);
            Frame frame = (deep ? sample.deep() : sample).frame();
            for (int width : new int[] {SIZE, 100, 300}) {
                checkAlpha(frame, width, 0x8080);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"yuva444p, 8", "yuva444p10le, 10", "yuva444p12le, 12", "yuva444p16le, 16"})
    void opaqueStaysOpaqueInVideoToo(String format, int bits) {
        int full = (1 << bits) - 1;
        int half = 1 << bits - 1;
        Frame frame = new Frame(
                List.of(
                        plane(bits, x -> 235 << bits - 8),
                        plane(bits, x -> half),
                        plane(bits, x -> half),
                        plane(bits, x -> x < 8 ? 0 : x < 64 ? half : full)),
                new int[] {2 * SIZE, 2 * SIZE, 2 * SIZE, 2 * SIZE},
                format,
                SIZE,
                SIZE,
                new Colour(Colour.Matrix.BT709, false),
                new Shape(0, 1, 1));
        for (int width : new int[] {SIZE, 100, 300}) {
            checkAlpha(frame, width, (int) Math.round(half * 65535.0 / full));
            Composed eight = Composed.of(frame, Made.box(width, 0, Crop.FIT), ImageFormat.PNG32);
            assertArrayEquals(new int[] {255, 255, 255, 255}, eight.at(width / 2, width / 2));
        }
    }

    private static ByteBuffer plane(int bits, IntUnaryOperator formula) {
        ByteBuffer plane = ByteBuffer.allocateDirect(2 * SIZE * SIZE + 64).order(ByteOrder.LITTLE_ENDIAN);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                if (bits == 8) {
                    plane.put(2 * y * SIZE + x, (byte) formula.applyAsInt(x));
                } else {
                    plane.putShort(2 * (y * SIZE + x), (short) formula.applyAsInt(x));
                }
            }
        }
        return plane;
    }

    /** All is white; from a quarter of the width on it is opaque, before that half so. */
    private static void checkAlpha(Frame frame, int width, int half) {
        Composed made = Composed.of(frame, Made.box(width, 0, Crop.FIT), ImageFormat.PNG64);
        String what = frame.pixelFormat() + " at " + width;
        assertArrayEquals(new int[] {65535, 65535, 65535, 65535}, made.at(width / 2, width / 2), what);
        assertEquals(half, made.at(width / 8, width / 2)[3], 4, what);
        assertEquals(65535, made.at(width / 8, width / 2)[0], what);
    }

    @Test
    void barsAndStripsHaveSixteenBitsToo() {
        Geometry geometry = new Geometry(100, 60, Crop.PAD, SourceRectangle.WHOLE, new Rgb(0x12, 0x34, 0x56));
        Composed strip = Composed.of(
                new Sample(80, 80, (x, y) -> 0xff102030).deep().opaque().frame(), 2, geometry, ImageFormat.PNG48);
        assertEquals("200x60 RGB48", strip.width() + "x" + strip.height() + " " + strip.layout());
        assertArrayEquals(new int[] {0x1212, 0x3434, 0x5656}, strip.at(105, 30));
        int[] picture = strip.at(150, 30);
        assertEquals(0x1010, picture[0], 40);
        assertEquals(0x2020, picture[1], 40);
        assertEquals(0x3030, picture[2], 40);
    }
}
