package io.posterframe.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Barcode;
import io.posterframe.clips.Clip;
import io.posterframe.clips.Patches;
import io.posterframe.picture.Crop;
import io.posterframe.picture.Moment;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That a picture has the colours that a browser's player shows. Needs Debian's package chromium. */
@Tag("system")
class ChromiumSystemTest {
    private static final int FRAME = 3;
    private static final double SECONDS = (FRAME + 0.5) / 25;

    @ParameterizedTest
    @EnumSource(
            names = {
                "VP9",
                "HD",
                "VP9_BT601",
                "VP9_BT709",
                "VP9_FULL_RANGE",
                "VP8",
                "BT709",
                "BT601",
                "BT709_FULL_RANGE",
                "VP9_BT2020",
                "VP9_PQ",
                "VP9_HLG"
            })
    void showsWhatTheBrowserShows(Clip clip) {
        BufferedImage theirs = Chromium.frame(clip.file(), SECONDS);
        BufferedImage ours =
                Made.picture(clip, new Moment.At(Math.round(SECONDS * 1e6)), Made.box(0, 0, Crop.FIT), Made.PNG);
        assertEquals(FRAME, Barcode.read(theirs));
        assertEquals(FRAME, Barcode.read(ours));
        double[] difference = meanDifference(ours, theirs);
        System.out.println(clip + " " + Arrays.toString(difference) + " patches: theirs " + Patches.largestError(theirs)
                + ", ours " + Patches.largestError(ours));
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < 8; i++)
            hex.append(String.format(
                    " %06x/%06x/%06x", Patches.COLOURS.get(i), Patches.read(theirs, i), Patches.read(ours, i)));
        System.out.println(hex);
        for (double channel : difference) {
            assertTrue(channel <= 2, clip + ": " + Arrays.toString(difference));
        }
    }

    /** Of red, green and blue. */
    private static double[] meanDifference(BufferedImage a, BufferedImage b) {
        double[] sums = new double[3];
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                for (int c = 0; c < 3; c++) {
                    int shift = 16 - 8 * c;
                    sums[c] += Math.abs((a.getRGB(x, y) >> shift & 255) - (b.getRGB(x, y) >> shift & 255));
                }
            }
        }
        return Arrays.stream(sums)
                .map(sum -> sum / (a.getWidth() * a.getHeight()))
                .toArray();
    }
}
