package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Barcode;
import io.posterframe.clips.Clip;
import io.posterframe.clips.Patches;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What the pictures show, read from their pixels. */
class PicturesTest {
    private static final String WHOLE = "width/0/height/0/format/png/vid_sec/1";

    @TempDir
    static Path data;

    private static Edge edge;

    @BeforeAll
    static void start() throws Exception {
        edge = Edge.start(data);
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @AfterEach
    void settles() {
        edge.settles();
    }

    private static BufferedImage image(Clip clip, String parameters) {
        return edge.picture(Edge.thumb(clip, parameters)).image();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 120x68",
                "width/200 | 200x113",
                "height/100 | 178x100",
                "width/0/height/0 | 320x180",
                "def_width/64/def_height/64 | 64x36",
                "width/200/height/100/type/1 | 178x100",
                "width/200/height/100/type/2 | 200x100",
                "width/200/height/100/type/3 | 200x100",
                "width/200/height/100/type/4 | 200x100",
                "width/200/height/100/type/5 | 200x100",
                "width/200/height/100/nearest_aspect_ratio/1 | 200x100",
                "width/100/type/3 | 100x100",
                "width/640/type/2 | 640x360",
                "src_x/40/src_y/60/src_w/100/src_h/50/width/0/height/0 | 100x50",
                "src_x/40/src_y/60/src_w/100/src_h/50/width/50/height/50/type/3 | 50x50",
            })
    void hasTheSizeThatWasAskedFor(String parameters, String size) {
        assertEquals(size, edge.picture(Edge.thumb(Clip.MKV, parameters)).size());
    }

    @Test
    void fitsAndStretchesTheWholeFrame() {
        assertEquals(25, Barcode.read(image(Clip.MKV, "width/300/height/300/type/1/vid_sec/1")));
        assertEquals(25, Barcode.read(image(Clip.MKV, "width/300/height/300/type/5/vid_sec/1")));
    }

    @Test
    void padsWithTheColour() {
        BufferedImage padded = image(Clip.MKV, "width/320/height/320/type/2/bgcolor/c83c32/format/png/vid_sec/1");
        assertEquals(25, Barcode.read(padded, 0, 70, 320, 180));
        for (int y : new int[] {0, 69, 250, 319}) {
            assertEquals(new Color(0xC83C32), new Color(padded.getRGB(160, y)));
        }
        assertTrue(difference(padded.getSubimage(0, 70, 320, 180), image(Clip.MKV, WHOLE)) < 1);
    }

    @ParameterizedTest
    @CsvSource({
        "width/320/height/90/type/3, 0, 45, 320, 90",
        "width/180/height/180/type/3, 70, 0, 180, 180",
        "width/320/height/90/type/4, 0, 0, 320, 90",
        "width/180/height/180/type/4, 70, 0, 180, 180",
        "width/180/height/180/nearest_aspect_ratio/1, 70, 0, 180, 180",
        "width/0/height/0/src_x/40/src_y/60/src_w/100/src_h/50, 40, 60, 100, 50",
        "width/0/height/0/src_x/20/src_y/30/src_w/50/src_h/25/rel_width/160/rel_height/90, 40, 60, 100, 50",
        "width/50/height/50/type/4/src_x/40/src_y/60/src_w/100/src_h/50, 65, 60, 50, 50",
    })
    void cutsOutTheRightPart(String parameters, int x, int y, int width, int height) {
        BufferedImage part = image(Clip.MKV, parameters + "/format/png/vid_sec/1");
        assertTrue(difference(part, image(Clip.MKV, WHOLE).getSubimage(x, y, width, height)) < 1);
    }

    /** The mean difference of a channel, 0 to 255. */
    private static double difference(BufferedImage one, BufferedImage other) {
        assertEquals(one.getWidth(), other.getWidth());
        assertEquals(one.getHeight(), other.getHeight());
        long sum = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    sum += Math.abs((one.getRGB(x, y) >> shift & 255) - (other.getRGB(x, y) >> shift & 255));
                }
            }
        }
        return sum / (3.0 * one.getWidth() * one.getHeight());
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {
                // what Humble can't decode
                "VP9_MP4",
                "AV1",
                "AV1_10_BIT",
                // no picture at all
                "SOUND_M4A",
                "SOUND_MP3",
                "TRUNCATED_BEFORE_INDEX",
                "EMPTY",
                "GARBAGE",
                "TEXT",
                // its frames are not all sure
                "CORRUPT_MIDDLE"
            })
    void showsTheFrameThatAPlayerShows(Clip clip) {
        int last = clip.lastFrame();
        double[] times = {
            0, 0.999, 1, clip.secondsOf(last / 2), clip.secondsOf(last / 2) - 0.001, clip.secondsOf(last) - 0.02, 9999
        };
        for (double time : times) {
            BufferedImage image = image(clip, "width/0/height/0/vid_sec/" + time);
            assertEquals(clip.frameAt(time), Barcode.read(image), clip + " at " + time);
            assertEquals(clip.width(), image.getWidth());
            assertEquals(clip.height(), image.getHeight());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1.5, 37", "4.5, 112", "99, 149"})
    void showsWhatIsWholeOfADamagedVideo(double time, int frame) {
        assertEquals(frame, Barcode.read(image(Clip.CORRUPT_MIDDLE, "width/320/vid_sec/" + time)));
    }

    @ParameterizedTest
    @EnumSource(names = {"BT601", "BT709", "BT709_FULL_RANGE", "BT2020"})
    void showsTheColoursThatAPlayerShows(Clip clip) {
        assertTrue(Patches.largestError(image(clip, "width/0/height/0/quality/95")) <= 6);
    }

    @Test
    void takesThePosterAtThreeSecondsOrInTheMiddle() {
        assertEquals(75, Barcode.read(image(Clip.MKV, "width/320")));
        assertEquals(37, Barcode.read(image(Clip.ROTATED_180, "width/320")));
        assertEquals(75, Barcode.read(image(Clip.MKV, "width/320/vid_slice/2")), "no vid_slices");
    }

    @ParameterizedTest
    @CsvSource({
        "vid_slices/8/vid_slice/0, 0",
        "vid_slices/8/vid_slice/3, 56",
        "vid_slices/8/vid_slice/7, 131",
        "vid_slices/8/vid_slice/99, 131",
        "vid_slices/4/vid_slice/1/start_sec/1/end_sec/3, 37",
        "vid_slices/2/vid_slice/1/start_sec/4, 125",
        "vid_slices/2/vid_slice/1/end_sec/2, 25",
        "vid_slices/2/vid_slice/1/end_sec/60, 75",
        "vid_slices/8/vid_slice/7/vid_sec/1, 25",
    })
    void cutsTheVideoIntoSlices(String parameters, int frame) {
        assertEquals(frame, Barcode.read(image(Clip.MKV, "width/320/" + parameters)));
    }

    @ParameterizedTest
    @CsvSource({
        "MKV, width/160/vid_slices/6, 0 25 50 75 100 125",
        "TS, width/160/vid_slices/3/start_sec/1/end_sec/2.5, 25 37 50",
        "VP8, width/160/vid_slices/2/quality/90, 0 75",
        "MKV, width/160/height/90/type/5/vid_slices/4/format/png, 0 37 75 112",
        "MKV, width/160/vid_slices/3/vid_sec/2, 50 50 50",
        "MKV, width/160/vid_slices/2/vid_slice/-1, 0 75",
        "LONG_GOP, width/160/vid_slices/12, 0 125 250 375 500 625 750 875 1000 1125 1250 1375",
    })
    void putsSlicesSideBySide(Clip clip, String parameters, String frames) {
        BufferedImage strip = image(clip, parameters);
        String[] expected = frames.split(" ");
        assertEquals(160 * expected.length, strip.getWidth());
        assertEquals(90, strip.getHeight());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(Integer.parseInt(expected[i]), Barcode.read(strip, 160 * i, 0, 160, 90), "slice " + i);
        }
    }

    @Test
    void makesAStripInOneRender() {
        long renders = edge.renders();
        image(Clip.MP4_INDEX_LAST, "width/100/vid_slices/20");
        assertEquals(renders + 1, edge.renders());
    }

    @ParameterizedTest
    @CsvSource({"jpg, image/jpeg, 255", "PNG, image/png, 137", "jpeg.png, image/jpeg, 255"})
    void writesTheFormatThatWasAskedFor(String format, String type, int firstByte) {
        Reply reply = edge.picture(Edge.thumb(Clip.MKV, "width/160/format/" + format));
        assertEquals(type, reply.header("content-type"));
        assertEquals(firstByte, reply.body()[0] & 255);
        assertEquals(75, reply.frame());
    }

    @Test
    void namesTheFileWithoutMakingAnotherPicture() {
        Reply plain = edge.picture(Edge.thumb(Clip.MKV, "width/111"));
        Reply named = edge.picture(Edge.thumb(Clip.MKV, "width/111/file_name/my%20poster.png"));
        Reply foreign = edge.picture(Edge.thumb(Clip.MKV, "width/111/file_name/%C3%BC.jpg"));
        assertEquals(null, plain.header("content-disposition"));
        assertEquals("inline; filename=\"my poster.png\"", named.header("content-disposition"));
        assertEquals("image/jpeg", named.header("content-type"));
        assertEquals("inline; filename=\"_.jpg\"; filename*=UTF-8''%C3%BC.jpg", foreign.header("content-disposition"));
        assertEquals("hit; detail=memory", named.cacheStatus());
        assertEquals(plain.header("etag"), foreign.header("etag"));
    }

    @Test
    void saysHowLongAPictureMayBeKept() {
        Reply reply = edge.picture(Edge.thumb(Clip.MKV, "width/112"));
        assertEquals(
                "public, max-age=3600, s-maxage=3600, stale-while-revalidate=60, stale-if-error=86400",
                reply.header("cache-control"));
        assertEquals("entry-mkv,partner-100", reply.header("cache-tag"));
        assertEquals("entry-mkv partner-100", reply.header("surrogate-key"));
        Reply versioned = edge.picture(Edge.thumb(Clip.MKV, "width/112/version/3"));
        assertEquals(reply.header("cache-control"), versioned.header("cache-control"), "no such version is stored");
        assertEquals("hit; detail=memory", versioned.cacheStatus());
    }
}
