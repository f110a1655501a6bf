package io.posterframe.clips;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClipTest {

    @ParameterizedTest
    @MethodSource("wholeClips")
    void holdsTheFramesThatItSaysAtTheTimesThatItSays(Clip clip) {
        List<Integer> numbers = new ArrayList<>();
        try (FrameReader reader = new FrameReader(clip.file())) {
            double first = Double.NaN;
            while (reader.next()) {
                first = numbers.isEmpty() ? reader.seconds() : first;
                int number = reader.barcode();
                if (clip != Clip.MPEG4_B_FRAMES_AVI) {
                    // which has decoding times only
                    assertEquals(clip.secondsOf(number), reader.seconds() - first, 0.002, "time of frame " + number);
                }
                numbers.add(number);
            }
        }
        assertArrayEquals(
                clip.numbers(), numbers.stream().mapToInt(Integer::intValue).toArray());
    }

    @ParameterizedTest
    @MethodSource("wholeClips")
    void isShownInTheSizeThatItSays(Clip clip) {
        try (FrameReader reader = new FrameReader(clip.file())) {
            assertTrue(reader.next());
            assertEquals(clip.width() + "x" + clip.height(), reader.uprightWidth() + "x" + reader.uprightHeight());
            assertEquals(clip.video().shape().rotation, reader.rotation());
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"MP4_INDEX_LAST", "BT601", "BT709", "BT709_FULL_RANGE", "BT2020", "PRORES_MOV", "AV1_10_BIT", "VP8"
            })
    void showsThePatchesInTheirColours(Clip clip) {
        try (FrameReader reader = new FrameReader(clip.file())) {
            assertTrue(reader.next());
            assertEquals(0, Patches.largestError(reader.picture()), 6);
        }
    }

    @Test
    void startsWhereTheContainerPutsIt() {
        assertEquals(0, firstTime(Clip.MP4_INDEX_LAST), 0.001);
        assertEquals(2, firstTime(Clip.MP4_STARTS_LATE), 0.001);
        assertEquals(0.2, firstTime(Clip.MP4_WITH_SOUND), 0.001);
        assertTrue(firstTime(Clip.TS) > 1);
        assertEquals(3600, firstTime(Clip.TS_HOUR_IN) - firstTime(Clip.TS), 0.1);
    }

    @Test
    void putsTheIndexWhereTheClipSays() throws IOException {
        assertEquals(List.of("ftyp", "free", "mdat", "moov"), boxes(Clip.MP4_INDEX_LAST));
        assertEquals(List.of("ftyp", "moov", "free", "mdat"), boxes(Clip.MP4_INDEX_FIRST));
        assertEquals(
                3, boxes(Clip.MP4_FRAGMENTED).stream().filter("moof"::equals).count());
        assertFalse(boxes(Clip.TRUNCATED_BEFORE_INDEX).contains("moov"));
    }

    @Test
    void keepsTheFramesAroundTheNoise() {
        List<Integer> numbers = new ArrayList<>();
        try (FrameReader reader = new FrameReader(Clip.CORRUPT_MIDDLE.file())) {
            while (reader.next()) {
                numbers.add(reader.barcode());
            }
        }
        for (int number = 0; number < 150; number = number == 49 ? 100 : number + 1) {
            assertTrue(numbers.contains(number), "frame " + number);
        }
        assertFalse(numbers.equals(Stream.iterate(0, n -> n + 1).limit(150).toList()));
    }

    @ParameterizedTest
    @EnumSource(names = {"TRUNCATED_BEFORE_INDEX", "SOUND_M4A", "SOUND_MP3", "EMPTY", "GARBAGE", "TEXT"})
    void hasNothingToDecode(Clip clip) {
        assertFalse(clip.decodable());
        assertTrue(Files.isRegularFile(clip.file()));
        assertThrows(IllegalStateException.class, () -> new FrameReader(clip.file()));
    }

    @Test
    void knowsWhichFrameIsOnScreen() {
        assertEquals(0, Clip.MKV.frameAt(-1));
        assertEquals(0, Clip.MKV.frameAt(0.039));
        assertEquals(3, Clip.MKV.frameAt(3 * 0.04));
        assertEquals(149, Clip.MKV.frameAt(99));
        assertEquals(99, Clip.TRUNCATED.lastFrame());
        assertEquals(50, Clip.VARIABLE_RATE.frameAt(2.11));
        assertEquals(53, Clip.VARIABLE_RATE.frameAt(2.12));
        assertEquals(6, Clip.VARIABLE_RATE.seconds());
    }

    static Stream<Clip> wholeClips() {
        return Stream.of(Clip.values()).filter(c -> c.decodable() && c != Clip.CORRUPT_MIDDLE);
    }

    private static double firstTime(Clip clip) {
        try (FrameReader reader = new FrameReader(clip.file())) {
            assertTrue(reader.next());
            return reader.seconds();
        }
    }

    /** The names of the outer boxes of an MP4 file. */
    private static List<String> boxes(Clip clip) throws IOException {
        byte[] bytes = Files.readAllBytes(clip.file());
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at + 8 <= bytes.length) {
            names.add(new String(bytes, at + 4, 4, StandardCharsets.US_ASCII));
            at += ByteBuffer.wrap(bytes).getInt(at);
        }
        return names;
    }
}
