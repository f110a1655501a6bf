package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.clips.Patches;
import io.posterframe.decode.Colour;
import io.posterframe.decode.Colour.Matrix;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import java.awt.image.BufferedImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Colours of every matrix, range and kind of sample against what they were computed from. */
class VideoColourTest {

    @ParameterizedTest
    @EnumSource
    void understandsTheMatrix(Matrix matrix) {
        for (boolean full : new boolean[] {false, true}) {
            for (int rgb : Patches.COLOURS) {
                check(rgb, "yuv444p", new Colour(matrix, full), 16, 16);
                check(rgb, "yuv420p10le", new Colour(matrix, full), 16, 16);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yuv420p",
                "yuv422p",
                "yuv444p",
                "yuv411p",
                "yuv410p",
                "yuv440p",
                "yuv420p9le",
                "yuv420p10le",
                "yuv422p10le",
                "yuv444p10le",
                "yuv420p12le",
                "yuv422p12le",
                "yuv444p12le",
                "yuv420p16le"
            })
    void readsSamplesOfAnyDepthInFramesOfOddSizes(String format) {
        for (boolean full : new boolean[] {false, true}) {
            for (int[] size : new int[][] {{321, 181}, {181, 321}, {33, 17}, {2, 2}}) {
                check(0xC83C32, format, new Colour(Matrix.BT709, full), size[0], size[1]);
            }
        }
    }

    private static void check(int rgb, String format, Colour colour, int width, int height) {
        double[] values = {(rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0};
        Plain video = new Plain(values, format, colour, width, height);
        for (int wanted : new int[] {0, 20}) {
            Encoding encoding = new Encoding(ImageFormat.PNG, 0, 0);
            BufferedImage image = Made.read(Made.file(video, new Moment.At(0), Made.box(wanted, 0, Crop.FIT), encoding)
                    .bytes());
            for (int[] place : new int[][] {{0, 0}, {image.getWidth() - 1, image.getHeight() - 1}}) {
                int seen = image.getRGB(place[0], place[1]) & 0xffffff;
                for (int shift = 0; shift <= 16; shift += 8) {
                    assertEquals(
                            rgb >> shift & 255,
                            seen >> shift & 255,
                            2,
                            () -> String.format("%06x is shown as %06x: %s %s", rgb, seen, format, colour));
                }
            }
        }
    }
}
