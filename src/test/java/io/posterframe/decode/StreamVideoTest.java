package io.posterframe.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.clips.HlsRecipe;
import io.posterframe.clips.HlsRecipe.Durations;
import io.posterframe.clips.HlsStream;
import io.posterframe.clips.TsPackets;
import io.posterframe.picture.EngineChoice;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.timeline.Segment;
import io.posterframe.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams of segments, frame by frame. */
class StreamVideoTest {
    private static final long MAX_PIXELS = 36_000_000;
    private static final long FAR_PAST_THE_END = 999_000_000_000L;
    private static final int RANDOM_SEEKS = 20;

    @BeforeAll
    static void loadTheLibraries() {
        new Engines(EngineChoice.AUTO, MAX_PIXELS).load();
    }

    static List<HlsRecipe> streams() {
        return List.of(
                HlsRecipe.ts(Clip.STREAM),
                HlsRecipe.fmp4(Clip.STREAM),
                HlsRecipe.ts(Clip.OPEN_GOP_TS),
                HlsRecipe.fmp4(Clip.OPEN_GOP),
                HlsRecipe.ts(Clip.MPEG2_TS),
                HlsRecipe.ts(Clip.MPEG2_TS).gops(3),
                HlsRecipe.ts(Clip.STREAM_WITH_SOUND).gops(2),
                HlsRecipe.fmp4(Clip.STREAM_WITH_SOUND),
                // the time stamps begin again in the middle of a segment, with one, and in one's leading frames
                HlsRecipe.ts(Clip.STREAM).start(HlsRecipe.ROLLOVER_SECONDS - 3),
                HlsRecipe.ts(Clip.STREAM).start(HlsRecipe.ROLLOVER_SECONDS - 4),
                HlsRecipe.ts(Clip.OPEN_GOP_TS).start(HlsRecipe.ROLLOVER_SECONDS - 2),
                // other sizes and time stamps behind a discontinuity
                HlsRecipe.ts(Clip.STREAM, Clip.STREAM_LARGE, Clip.OPEN_GOP_TS),
                HlsRecipe.fmp4(Clip.STREAM, Clip.STREAM_LARGE, Clip.OPEN_GOP),
                HlsRecipe.fmp4(Clip.VP9_MP4),
                HlsRecipe.fmp4(Clip.AV1));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void showsEveryFrameInOnePass(HlsRecipe recipe) {
        HlsStream stream = recipe.make();
        int[] expected = frames(stream);
        for (EngineChoice choice : List.of(EngineChoice.AUTO, EngineChoice.FFMPEG)) {
            try (Video video = open(StreamClip.of(stream), choice)) {
                assertArrayEquals(expected, Seen.framesAt(video, times(expected.length)), choice.name());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void showsTheFrameOnScreenWhereverItSeeks(HlsRecipe recipe) {
        HlsStream stream = recipe.make();
        int[] expected = frames(stream);
        List<Integer> places =
                new ArrayList<>(IntStream.range(0, expected.length).boxed().toList());
        Collections.shuffle(places, new Random(expected.length));
        int last = expected.length - 1;
        try (Video video = open(StreamClip.of(stream))) {
            for (int place : places.subList(0, Math.min(places.size(), RANDOM_SEEKS))) {
                assertEquals(expected[place], Seen.frameAt(video, place * 40_000L), "first at " + place);
                assertEquals(expected[place], Seen.frameAt(video, place * 40_000L + 38_000), "at " + place);
            }
            assertEquals(expected[last], Seen.frameAt(video, FAR_PAST_THE_END));
            assertEquals(expected[last], Seen.frameAt(video, Long.MAX_VALUE));
            assertEquals(expected[0], Seen.frameAt(video, 0));
        }
    }

    @Test
    void showsFramesBeforeAKeyframeInTheTimeOfTheSegmentBefore() {
        // the test is of use only if there are such frames
        StreamClip clip = StreamClip.of(HlsRecipe.ts(Clip.OPEN_GOP_TS).make());
        try (Video video = open(clip)) {
            assertEquals(47, Seen.frameAt(video, 47 * 40_000));
            assertEquals(49, Seen.frameAt(video, 49 * 40_000));
            assertEquals(List.of(0, 1), clip.opened);
            assertEquals(50, Seen.frameAt(video, 50 * 40_000));
            assertEquals(List.of(0, 1), clip.opened);
        }
        StreamClip alone = clip.with(List.of(
                clip.timeline().segments().get(0), new Segment(2_000_000, 2_000_000, Segment.NO_INIT, false, false)));
        try (Video video = open(alone)) {
            assertTrue(Seen.frameAt(video, 49 * 40_000) < 49, "nothing goes on behind a discontinuity");
            assertEquals(List.of(0), alone.opened);
        }
    }

    @Test
    void findsFramesByTheirTimesThoughThePlaylistRounds() {
        HlsStream micros = HlsRecipe.ts(Clip.STREAM).framesPerSecond(30).make();
        try (Video video = open(StreamClip.of(micros))) {
            int[] all = IntStream.range(0, 300).toArray();
            long[] times = IntStream.of(all).mapToLong(n -> n * 1_000_000L / 30).toArray();
            assertArrayEquals(all, Seen.framesAt(video, times));
        }
        HlsStream millis = HlsRecipe.ts(Clip.STREAM)
                .framesPerSecond(30)
                .durations(Durations.MILLISECONDS)
                .make();
        try (Video video = open(StreamClip.of(millis))) {
            for (int frame : new int[] {0, 49, 50, 51, 99, 100, 149, 150, 199}) {
                assertEquals(frame, Seen.frameAt(video, frame * 1_000_000L / 30));
            }
        }
    }

    @Test
    void goesByThePlaylistBetweenSegmentsAndByTheMediaInOne() {
        StreamClip clip = StreamClip.of(HlsRecipe.ts(Clip.STREAM).make());
        List<Segment> longer = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            longer.add(new Segment(i * 2_100_000L, 2_100_000, Segment.NO_INIT, false, i > 0));
        }
        try (Video video = open(clip.with(longer))) {
            assertEquals(12_600_000, video.durationMicros());
            assertEquals(49, Seen.frameAt(video, 2_000_000), "nothing else until the next segment");
            assertEquals(50, Seen.frameAt(video, 2_100_000));
            assertEquals(60, Seen.frameAt(video, 2_500_000));
            assertEquals(299, Seen.frameAt(video, 12_599_999));
        }
    }

    @Test
    void showsTheFrameBeforeAGap() {
        HlsStream stream = HlsRecipe.ts(Clip.STREAM).gaps(0, 2, 3).make();
        StreamClip clip = StreamClip.of(stream);
        try (Video video = open(clip)) {
            long[] times = {0, 1_000_000, 2_000_000, 3_960_000, 4_000_000, 6_500_000, 8_000_000, 11_960_000};
            assertArrayEquals(new int[] {50, 50, 50, 99, 99, 99, 200, 299}, Seen.framesAt(video, times));
            assertEquals(List.of(1, 4, 5), clip.opened);
        }
        StreamClip open = StreamClip.of(HlsRecipe.fmp4(Clip.OPEN_GOP).gaps(1).make());
        try (Video video = open(open)) {
            int last = Seen.frameAt(video, 3_000_000);
            assertTrue(last < 49, "frame 49 lies in the gap");
            assertEquals(last, Seen.frameAt(video, 1_960_000));
            assertEquals(last, Seen.frameAt(video, 3_960_000));
            assertEquals(100, Seen.frameAt(video, 4_000_000));
        }
    }

    @Test
    void takesASegmentWithoutVideoForAGap() throws IOException {
        HlsStream stream = HlsRecipe.ts(Clip.STREAM_WITH_SOUND).make();
        byte[] second = stream.media().get("segment-1.ts");
        List<byte[]> others = List.of(
                TsPackets.withoutVideo(second),
                Files.readAllBytes(Clip.SOUND_MP3.file()),
                Files.readAllBytes(Clip.GARBAGE.file()),
                new byte[0]);
        for (byte[] other : others) {
            StreamClip clip = StreamClip.of(with(stream, Map.of("segment-1.ts", other)));
            for (boolean independent : new boolean[] {true, false}) {
                Timeline timeline = new Timeline(clip.timeline().segments(), 0, independent);
                try (Video video = new StreamVideo(timeline, clip, new Engines(EngineChoice.AUTO, MAX_PIXELS))) {
                    long[] times = {1_960_000, 2_000_000, 3_960_000, 4_000_000};
                    assertArrayEquals(new int[] {49, 49, 49, 100}, Seen.framesAt(video, times));
                }
            }
        }
    }

    @Test
    void takesAFragmentWithoutVideoForAGap() {
        HlsStream stream = HlsRecipe.fmp4(Clip.OPEN_GOP).make();
        byte[] emptyBox = {0, 0, 0, 8, 'f', 'r', 'e', 'e'};
        for (int segment = 0; segment < 2; segment++) {
            StreamClip clip = StreamClip.of(with(stream, Map.of("segment-" + segment + ".m4s", emptyBox)));
            try (Video video = open(clip)) {
                int shown = Seen.frameAt(video, segment * 2_000_000L + 1_000_000);
                assertTrue(segment == 0 ? shown == 50 : shown < 50, shown + " in the time of segment " + segment);
                assertEquals(100, Seen.frameAt(video, 4_000_000));
            }
        }
    }

    @Test
    void givesUpAfterAFewSegmentsThatCannotBeDecoded() {
        HlsStream stream = HlsRecipe.ts(Clip.STREAM).make();
        Map<String, byte[]> noise = new TreeMap<>();
        stream.media().keySet().forEach(path -> noise.put(path, new byte[188 * 20]));
        StreamClip clip = StreamClip.of(with(stream, noise));
        try (Video video = open(clip)) {
            PictureException failed = assertThrows(PictureException.class, () -> Seen.frameAt(video, 10_000_000));
            assertInstanceOf(Failure.Undecodable.class, failed.failure());
            assertEquals(List.of(5, 4, 3, 2), clip.opened);
        }
        StreamClip gaps =
                StreamClip.of(HlsRecipe.ts(Clip.STREAM).gaps(0, 1, 2, 3, 4, 5).make());
        try (Video video = open(gaps)) {
            PictureException failed = assertThrows(PictureException.class, () -> Seen.frameAt(video, 0));
            assertInstanceOf(Failure.Undecodable.class, failed.failure());
        }
    }

    @Test
    void readsASegmentThatBeginsInsideAGroupWithTheOneBefore() {
        StreamClip whole = StreamClip.of(HlsRecipe.ts(Clip.STREAM).make());
        List<Segment> segments = new ArrayList<>();
        List<byte[]> parts = new ArrayList<>();
        int frames = 0;
        for (int i = 0; i < 6; i++) {
            for (byte[] half : TsPackets.halves(whole.part(i))) {
                int count = TsPackets.frames(half);
                segments.add(new Segment(frames * 40_000L, count * 40_000L, Segment.NO_INIT, false, frames > 0));
                parts.add(half);
                frames += count;
            }
        }
        StreamClip clip = new StreamClip(new Timeline(segments, 0, false), parts);
        int[] all = IntStream.range(0, 300).toArray();
        try (Video video = open(clip)) {
            assertArrayEquals(all, Seen.framesAt(video, times(300)));
            assertEquals(IntStream.range(0, 12).boxed().toList(), clip.opened, "each part once");
            assertEquals(49, Seen.frameAt(video, 49 * 40_000));
        }
        segments.set(
                1, new Segment(segments.get(1).startMicros(), segments.get(1).durationMicros(), -1, false, false));
        try (Video video = open(clip.with(segments))) {
            List<Integer> shown = new ArrayList<>();
            video.frames(new long[] {1_900_000}, (index, frame) -> shown.add(index));
            assertEquals(List.of(0), shown, "as well as it can be decoded");
        }
    }

    @Test
    void opensEachPartOnceAndSaysWhatComesNext() {
        StreamClip clip =
                StreamClip.of(HlsRecipe.fmp4(Clip.STREAM, Clip.OPEN_GOP).make());
        int[] expected = {0, 49, 51, 125, 249, 299, 49, 50, 149};
        long[] times = {0, 1_960_000, 2_040_000, 5_000_000, 9_960_000, 11_960_000, 13_960_000, 14_000_000, 17_960_000};
        try (Video video = open(clip)) {
            assertArrayEquals(expected, Seen.framesAt(video, times));
        }
        assertEquals(List.of(9, 0, 1, 2, 4, 5, 10, 6, 7, 8), clip.opened);
        assertEquals(List.of(0, 1, 2, 4, 5, 10, 6, 7, 8), clip.next.get(0));
        assertEquals(List.of(1, 2, 4, 5, 10, 6, 7, 8), clip.next.get(1));
        assertEquals(List.of(), clip.next.get(9));
    }

    @Test
    void namesNoMoreThanTheWireCanHold() {
        StreamClip clip =
                StreamClip.of(HlsRecipe.ts(Clip.MPEG2_TS, Clip.MPEG2_TS).make());
        try (Video video = open(clip)) {
            Seen.framesAt(video, times(300));
        }
        int segments = clip.timeline().segments().size();
        assertTrue(segments > 16);
        assertEquals(IntStream.range(0, segments).boxed().toList(), clip.opened);
        assertEquals(IntStream.rangeClosed(1, 16).boxed().toList(), clip.next.get(0));
    }

    @Test
    void keepsTheLastSegmentOpen() {
        StreamClip clip = StreamClip.of(HlsRecipe.fmp4(Clip.STREAM).make());
        try (Video video = open(clip)) {
            assertEquals(120, Seen.frameAt(video, 4_800_000));
            assertEquals(List.of(6, 2), clip.opened);
            assertEquals(101, Seen.frameAt(video, 4_040_000));
            assertEquals(149, Seen.frameAt(video, 5_960_000));
            assertEquals(List.of(6, 2), clip.opened);
            assertEquals(250, Seen.frameAt(video, 10_000_000));
            assertEquals(List.of(6, 2, 5), clip.opened);
        }
    }

    @Test
    void passesOnWhyAPartCannotBeHad() {
        StreamClip clip = StreamClip.of(HlsRecipe.ts(Clip.STREAM).make());
        PictureException gone = new PictureException(new Failure.Cancelled());
        StreamParts parts = (part, next) -> {
            if (part == 1) {
                throw gone;
            }
            return clip.open(part, next);
        };
        try (Video video = new StreamVideo(clip.timeline(), parts, new Engines(EngineChoice.AUTO, MAX_PIXELS))) {
            assertSame(gone, assertThrows(PictureException.class, () -> Seen.frameAt(video, 2_000_000)));
            assertEquals(100, Seen.frameAt(video, 4_000_000));
        }
    }

    @Test
    void leavesItToTheCallerWhoHasNoUseForAFrame() {
        StreamClip clip = StreamClip.of(HlsRecipe.ts(Clip.STREAM).make());
        PictureException useless = new PictureException(new Failure.Undecodable("no use", ""));
        try (Video video = open(clip)) {
            assertSame(
                    useless,
                    assertThrows(
                            PictureException.class,
                            () -> video.frames(new long[] {2_000_000}, (index, frame) -> {
                                throw useless;
                            })));
            assertEquals(List.of(1), clip.opened);
        }
    }

    private static HlsStream with(HlsStream stream, Map<String, byte[]> others) {
        Map<String, byte[]> media = new TreeMap<>(stream.media());
        media.putAll(others);
        return new HlsStream(media, stream.segments(), stream.head());
    }

    /** The frames on screen, 25 a second. */
    private static int[] frames(HlsStream stream) {
        int count = (int) Math.round(stream.seconds() * 25);
        return IntStream.range(0, count).map(n -> stream.frameAt(n / 25.0)).toArray();
    }

    private static long[] times(int count) {
        return IntStream.range(0, count).mapToLong(n -> n * 40_000L).toArray();
    }

    private static Video open(StreamClip clip) {
        return open(clip, EngineChoice.AUTO);
    }

    private static Video open(StreamClip clip, EngineChoice choice) {
        return new StreamVideo(clip.timeline(), clip, new Engines(choice, MAX_PIXELS));
    }
}
