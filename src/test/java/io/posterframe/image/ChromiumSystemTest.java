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
import org.junit.jupiter.api.Test;
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
                "VP8",
                "VP9",
                "VP9_BT601",
                "VP9_BT709",
                "VP9_FULL_RANGE",
                "MP4_INDEX_FIRST",
                "HD",
                "BT601",
                "BT709",
                "BT709_FULL_RANGE"
            })
    void showsWhatTheBrowserShows(Clip clip) {
        check(clip, 2);
    }

    /** The browser's own arithmetic is coarse here: its patches are off by 10. */
    @Test
    void showsWideGamutAsTheBrowserDoes() {
        check(Clip.VP9_BT2020, 3);
    }

    private static void check(Clip clip, double tolerance) {
        BufferedImage theirs = Chromium.frame(clip.file(), SECONDS);
        BufferedImage ours =
                Made.picture(clip, new Moment.At(Math.round(SECONDS * 1e6)), Made.box(0, 0, Crop.FIT), Made.PNG);
        assertEquals(FRAME, Barcode.read(theirs));
        assertEquals(FRAME, Barcode.read(ours));
        double[] difference = meanDifference(ours, theirs);
        for (double channel : difference) {
            assertTrue(
                    channel <= tolerance,
                    () -> clip + ": mean differences " + Arrays.toString(difference)
                            + "; largest of the patches, theirs " + Patches.largestError(theirs) + ", ours "
                            + Patches.largestError(ours));
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
