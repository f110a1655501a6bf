package io.posterframe.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.decode.Colour.Matrix;
import io.posterframe.decode.ColourSpace.Transfer;
import io.posterframe.picture.EngineChoice;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every clip by each engine alone, and by both together. */
@ParameterizedClass
@EnumSource(EngineChoice.class)
class VideoTest {
    private static final long FAR_PAST_THE_END = 999_000_000L;
    private static final int RANDOM_SEEKS = 30;

    @Parameter
    EngineChoice choice;

    @BeforeAll
    static void loadTheLibrary() {
        new Engines(EngineChoice.AUTO, Seen.MAX_PIXELS).load();
    }

    @ParameterizedTest
    @MethodSource("clipsThatAreWhole")
    void givesTheFrameOnScreenWhereverItSeeks(Clip clip) {
        if (Unread.by(choice, clip)) {
            refuses(clip);
            return;
        }
        List<Long> times = new ArrayList<>(times(clip));
        Collections.shuffle(times, new Random(clip.ordinal()));
        List<Long> some = new ArrayList<>(times.subList(0, Math.min(RANDOM_SEEKS, times.size())));
        some.addAll(List.of(FAR_PAST_THE_END, 0L, Seen.micros(clip, clip.lastFrame()), 1L, FAR_PAST_THE_END));
        try (Video video = open(clip)) {
            for (long time : some) {
                assertEquals(clip.frameAt(time / 1e6), Seen.frameAt(video, time), "at " + time + " of " + some);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("clipsThatAreWhole")
    void givesEveryFrameInOnePass(Clip clip) {
        if (Unread.by(choice, clip)) {
            refuses(clip);
            return;
        }
        long[] times = times(clip).stream().mapToLong(Long::longValue).toArray();
        int[] expected =
                Arrays.stream(times).mapToInt(t -> clip.frameAt(t / 1e6)).toArray();
        try (Video video = open(clip)) {
            assertArrayEquals(expected, Seen.framesAt(video, times));
        }
    }

    @ParameterizedTest
    @MethodSource("clipsThatAreWhole")
    void givesAFewFramesFarFromEachOtherInOnePass(Clip clip) {
        if (Unread.by(choice, clip)) {
            refuses(clip);
            return;
        }
        long[] times = {0, 0, 1_990_000, 2_000_000, 3_960_000, 4_010_000, 5_960_000, FAR_PAST_THE_END, FAR_PAST_THE_END
        };
        int[] expected =
                Arrays.stream(times).mapToInt(t -> clip.frameAt(t / 1e6)).toArray();
        try (Video video = open(clip)) {
            assertArrayEquals(expected, Seen.framesAt(video, times));
            assertArrayEquals(expected, Seen.framesAt(video, times), "once more");
        }
    }

    @Test
    void findsAFrameByItsTimeAsAClientWritesIt() {
        try (Video video = open(Clip.MP4_INDEX_LAST)) {
            for (int frame : new int[] {0, 1, 7, 49, 50, 51, 99, 100, 149}) {
                long time = Math.round(Double.parseDouble(String.format(Locale.ROOT, "%.6f", frame / 25.0)) * 1e6);
                assertEquals(frame, Seen.frameAt(video, time));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "LONG_GOP.*")
    void findsFramesDeepInALongGroup(Clip clip) {
        try (Video video = open(clip)) {
            for (int frame : new int[] {833, 249, 250, 251, 1499, 1, 748, 749}) {
                assertEquals(frame, Seen.frameAt(video, Seen.micros(clip, frame)));
                assertEquals(frame, Seen.frameAt(video, Seen.micros(clip, frame) + 39_998));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("clipsThatAreWhole")
    void tellsTheDuration(Clip clip) {
        if (Unread.by(choice, clip)) {
            refuses(clip);
            return;
        }
        try (Video video = open(clip)) {
            // a container without a duration leaves the length of its last frame open
            assertEquals(clip.seconds(), video.durationMicros() / 1e6, 0.1);
        }
    }

    @Test
    void tellsTurnsAndPixelShapes() {
        assertEquals(new Shape(0, 1, 1), frame(Clip.MKV).shape());
        assertEquals(new Shape(1, 1, 1), frame(Clip.ROTATED_90).shape());
        assertEquals(new Shape(2, 1, 1), frame(Clip.ROTATED_180).shape());
        assertEquals(new Shape(3, 1, 1), frame(Clip.ROTATED_270).shape());
        assertEquals(new Shape(0, 64, 45), frame(Clip.ANAMORPHIC).shape());
        assertEquals(new Shape(0, 64, 45), frame(Clip.ANAMORPHIC_TS).shape());
    }

    @Test
    void tellsWhatIsMirrored() throws IOException {
        if (choice == EngineChoice.HUMBLE) {
            return;
        }
        assertEquals(new Shape(true, 0, 1, 1), withMatrix(-1, 0, 0, 1).shape());
        assertEquals(new Shape(true, 2, 1, 1), withMatrix(1, 0, 0, -1).shape());
        assertEquals(new Shape(true, 3, 1, 1), withMatrix(0, 1, 1, 0).shape());
        assertEquals(new Shape(3, 1, 1), withMatrix(0, -1, 1, 0).shape());
    }

    /** A frame of a video whose header asks for that turn. */
    private Frame withMatrix(int a, int b, int c, int d) throws IOException {
        byte[] bytes = Files.readAllBytes(Clip.MP4_INDEX_FIRST.file());
        int matrix = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("tkhd") + 44;
        ByteBuffer header = ByteBuffer.wrap(bytes);
        int[] rows = {a, b, 0, c, d, 0};
        for (int i = 0; i < rows.length; i++) {
            header.putInt(matrix + Integer.BYTES * i, rows[i] << 16);
        }
        return frame(Seen.open(choice, new ArrayBytes(bytes)));
    }

    @Test
    void tellsColours() {
        Colour bt601 = new Colour(Matrix.BT601, false);
        Colour bt709 = new Colour(Matrix.BT709, false);
        assertEquals(bt601, frame(Clip.BT601).colour());
        assertEquals(bt709, frame(Clip.BT709).colour());
        assertEquals(
                new Colour(Matrix.BT709, true), frame(Clip.BT709_FULL_RANGE).colour());
        assertEquals(new Colour(Matrix.SMPTE240M, false), frame(Clip.SMPTE240M).colour());
        assertEquals(bt709, frame(Clip.PRORES_MOV).colour());
        assertEquals(bt601, frame(Clip.VP9_BT601).colour());
        assertEquals(bt709, frame(Clip.VP9_BT709).colour());
        assertEquals(new Colour(Matrix.BT709, true), frame(Clip.VP9_FULL_RANGE).colour());
        assertEquals(bt601, frame(Clip.VP8).colour());
        assertEquals(Colour.Chroma.CENTRE, frame(Clip.MJPEG_AVI).colour().chroma());
    }

    @Test
    void guessesColoursByTheHeight() {
        assertEquals(new Colour(Matrix.BT601, false), frame(Clip.MP4_INDEX_LAST).colour());
        assertEquals(new Colour(Matrix.BT709, false), frame(Clip.HD).colour());
    }

    @Test
    void tellsWideGamutAndHdr() {
        assertEquals(wide(Transfer.SDR), frame(Clip.BT2020).colour());
        assertEquals(wide(Transfer.SDR), frame(Clip.VP9_BT2020).colour());
        assertEquals(wide(Transfer.PQ), frame(Clip.VP9_PQ).colour());
        assertEquals(wide(Transfer.HLG), frame(Clip.VP9_HLG).colour());
        assertEquals(wide(Transfer.PQ), frame(Clip.PQ_MP4).colour(), "from the index behind the media");
    }

    private static Colour wide(Transfer transfer) {
        return new Colour(Matrix.BT2020, false, new ColourSpace.Bt2020(transfer));
    }

    @Test
    void tellsInterlacedFrames() {
        assertEquals(Frame.Scan.TOP_FIELD_FIRST, frame(Clip.INTERLACED_TS).scan());
        assertEquals(Frame.Scan.PROGRESSIVE, frame(Clip.MPEG2_TS).scan());
        assertEquals(Frame.Scan.PROGRESSIVE, frame(Clip.MP4_INDEX_LAST).scan());
    }

    @Test
    void describesThePlanes() {
        Frame seen = frame(Clip.PRORES_MOV);
        assertEquals("yuv422p10le 320x180", seen.pixelFormat() + " " + seen.width() + "x" + seen.height());
        assertEquals(3, seen.planes().size());
        assertTrue(seen.strides()[0] >= 640 && seen.strides()[1] >= 320);
    }

    private void refuses(Clip clip) {
        if (Unread.isNearly(clip)) {
            try (Video video = open(clip)) {
                assertEquals(74.5, Seen.frameAt(video, Seen.micros(clip, 75)), 1);
            }
            return;
        }
        PictureException refused = assertThrows(PictureException.class, () -> open(clip));
        assertInstanceOf(Failure.Undecodable.class, refused.failure());
    }

    static Stream<Clip> clipsThatAreWhole() {
        Set<Clip> clips = EnumSet.allOf(Clip.class);
        clips.removeIf(clip -> !clip.decodable());
        clips.removeAll(Set.of(Clip.TRUNCATED, Clip.CORRUPT_MIDDLE));
        return clips.stream();
    }

    /** Of every frame: when it begins, its middle, just before the next; and times past the end. */
    private static TreeSet<Long> times(Clip clip) {
        TreeSet<Long> times = new TreeSet<>();
        int[] numbers = clip.numbers();
        int step = numbers.length > 300 ? 17 : 1;
        for (int i = 0; i < numbers.length; i += step) {
            long start = Seen.micros(clip, numbers[i]);
            times.addAll(List.of(start, start + 20_000, start + 38_000));
        }
        long last = Seen.micros(clip, clip.lastFrame());
        times.addAll(List.of(last - 1_500, last, last + 40_000, last + 3_000_000, FAR_PAST_THE_END));
        return times;
    }

    private Video open(Clip clip) {
        return Seen.open(choice, clip);
    }

    /** The first frame; its planes are gone. */
    private Frame frame(Clip clip) {
        return frame(open(clip));
    }

    private static Frame frame(Video opened) {
        List<Frame> frames = new ArrayList<>();
        try (Video video = opened) {
            video.frames(new long[] {0}, (index, frame) -> frames.add(frame));
        }
        return frames.get(0);
    }
}
