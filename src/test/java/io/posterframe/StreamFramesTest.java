package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.clips.Clip;
import io.posterframe.clips.HlsRecipe;
import io.posterframe.clips.HlsRecipe.Durations;
import io.posterframe.clips.HlsRecipe.Encryption;
import io.posterframe.clips.HlsStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** HLS streams on demand of all shapes over HTTP: the right frame at each time. */
class StreamFramesTest {
    private static final double AT_25 = 1 / 25.0;

    @TempDir
    static Path data;

    private static StreamingEdge streaming;

    @BeforeAll
    static void start() throws Exception {
        streaming = new StreamingEdge(data);
    }

    @AfterAll
    static void stop() {
        streaming.close();
    }

    @AfterEach
    void settles() {
        streaming.edge.settles();
    }

    /** A name, and a stream whose frames begin at whole 25ths of a second by its playlist. */
    static Stream<Arguments> exact() {
        double rollover = HlsRecipe.ROLLOVER_SECONDS;
        return Stream.of(
                Arguments.of("ts", HlsRecipe.ts(Clip.STREAM)),
                Arguments.of("fmp4", HlsRecipe.fmp4(Clip.STREAM)),
                Arguments.of(
                        "ts-with-sound", HlsRecipe.ts(Clip.STREAM_WITH_SOUND).defines()),
                Arguments.of("ts-in-one-file", HlsRecipe.ts(Clip.STREAM).inOneFile()),
                Arguments.of("ts-iv-told", HlsRecipe.ts(Clip.STREAM).encryption(Encryption.IV_TOLD)),
                Arguments.of("fmp4-iv-told", HlsRecipe.fmp4(Clip.STREAM).encryption(Encryption.IV_TOLD)),
                Arguments.of(
                        "ts-iv-by-sequence",
                        HlsRecipe.ts(Clip.STREAM)
                                .encryption(Encryption.IV_BY_SEQUENCE)
                                .sequence(7)),
                Arguments.of(
                        "fmp4-keys-rotated",
                        HlsRecipe.fmp4(Clip.STREAM)
                                .encryption(Encryption.ROTATED)
                                .inOneFile()),
                Arguments.of("rolls-over-inside", HlsRecipe.ts(Clip.STREAM).start(rollover - 3)),
                Arguments.of("rolls-over-between", HlsRecipe.ts(Clip.STREAM).start(Math.ceil(rollover * 25) / 25 - 4)),
                Arguments.of("open-gop-ts", HlsRecipe.ts(Clip.OPEN_GOP_TS)),
                Arguments.of("open-gop-fmp4", HlsRecipe.fmp4(Clip.OPEN_GOP_TS)),
                Arguments.of("mpeg-2", HlsRecipe.ts(Clip.MPEG2_TS).gops(3)),
                Arguments.of("vp9", HlsRecipe.fmp4(Clip.VP9_MP4)),
                Arguments.of("av1", HlsRecipe.fmp4(Clip.AV1)),
                Arguments.of("two-clips-ts", HlsRecipe.ts(Clip.MKV, Clip.STREAM_LARGE)),
                Arguments.of("two-clips-fmp4", HlsRecipe.fmp4(Clip.VP9_MP4, Clip.STREAM_SMALL)),
                Arguments.of("gap", HlsRecipe.ts(Clip.STREAM).gaps(2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exact")
    void showsEachFrameAtItsTime(String entry, HlsRecipe recipe) {
        HlsStream stream = recipe.make();
        streaming.site.put("/" + entry, stream.files());
        double end = stream.seconds();
        int count = (int) Math.round(end / AT_25);
        List<Integer> expected = IntStream.range(0, count)
                .mapToObj(i -> stream.frameAt(i * AT_25))
                .toList();
        assertEquals(expected, streaming.frames(entry, count, 0, end));
        for (double seconds : edges(stream)) {
            assertEquals(stream.frameAt(seconds), streaming.frame(entry, seconds), entry + " at " + seconds);
        }
    }

    /** Before and at the second segment's start, and behind the end. */
    private static double[] edges(HlsStream stream) {
        double second = stream.startOf(1);
        return new double[] {second - 0.002, second, stream.seconds() + 5};
    }

    /** A name, and a stream whose durations are rounded. */
    static Stream<Arguments> rounded() {
        return Stream.of(
                Arguments.of(
                        "30-fps-ts",
                        HlsRecipe.ts(Clip.STREAM).framesPerSecond(30).durations(Durations.MILLISECONDS)),
                Arguments.of(
                        "whole-seconds",
                        HlsRecipe.fmp4(Clip.STREAM).framesPerSecond(30).durations(Durations.SECONDS)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rounded")
    void goesByThePlaylistWhereDurationsAreRounded(String entry, HlsRecipe recipe) {
        HlsStream stream = recipe.make();
        streaming.site.put("/" + entry, stream.files());
        // in the middle of frames, so that what is rounded away changes nothing
        double half = 0.5 / 30;
        int count = (int) (stream.seconds() * 30) - 1;
        List<Integer> expected = IntStream.range(0, count)
                .mapToObj(i -> stream.frameAt(half + i / 30.0))
                .toList();
        assertEquals(expected, streaming.frames(entry, count, half, half + count / 30.0));
    }

    @Test
    void showsThePosterOfAStreamAsOfAFile() {
        streaming.site.put("/poster", HlsRecipe.ts(Clip.STREAM).make().files());
        assertEquals(
                75,
                streaming
                        .edge
                        .picture(StreamingEdge.thumb("poster", "width/320"))
                        .frame());
        Reply slice = streaming.edge.picture(StreamingEdge.thumb("poster", "width/320/vid_slices/4/vid_slice/3"));
        assertEquals(225, slice.frame());
    }
}
