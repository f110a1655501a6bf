package io.posterframe.clips;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.HlsRecipe.Durations;
import io.posterframe.clips.HlsRecipe.Encryption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HlsStreamTest {
    @TempDir
    Path folder;

    static List<HlsRecipe> closed() {
        return List.of(
                HlsRecipe.ts(Clip.STREAM),
                HlsRecipe.ts(Clip.STREAM_WITH_SOUND),
                HlsRecipe.ts(Clip.STREAM).gops(2).start(HlsRecipe.ROLLOVER_SECONDS - 5),
                HlsRecipe.fmp4(Clip.STREAM_LARGE),
                HlsRecipe.fmp4(Clip.STREAM_WITH_SOUND),
                HlsRecipe.fmp4(Clip.VP9_MP4),
                HlsRecipe.fmp4(Clip.AV1));
    }

    @ParameterizedTest
    @MethodSource("closed")
    void segmentsHoldTheirFrames(HlsRecipe recipe) throws IOException {
        HlsStream stream = recipe.make();
        List<Integer> numbers = new ArrayList<>();
        for (HlsSegment segment : stream.segments()) {
            List<Integer> some = frames(stream, segment);
            assertEquals(segment.firstFrame(), some.get(0));
            assertEquals(segment.frames(), some.size());
            numbers.addAll(some);
        }
        Clip clip = stream.segments().get(0).clip();
        assertEquals(IntStream.of(clip.numbers()).boxed().toList(), numbers);
    }

    @Test
    void roundedDurationsAddUp() {
        HlsStream stream = HlsRecipe.ts(Clip.STREAM)
                .framesPerSecond(30)
                .durations(Durations.MILLISECONDS)
                .make();
        assertEquals(6 * 1.667, stream.seconds(), 1e-9);
        assertEquals(1.667, stream.startOf(1));
        assertEquals(49, stream.frameAt(1.6669));
        assertEquals(50, stream.frameAt(1.667));
        assertEquals(51, stream.frameAt(1.667 + 0.034));
        HlsStream whole =
                HlsRecipe.ts(Clip.MPEG2_TS).gops(3).durations(Durations.SECONDS).make();
        assertEquals(44, whole.frameAt(1.99));
        assertEquals(45, whole.frameAt(2));
        assertEquals(149, whole.frameAt(99));
    }

    @Test
    void segmentsOfAnOpenGopHoldTheLastFramesOfTheOneBefore() throws IOException {
        HlsStream stream = HlsRecipe.ts(Clip.OPEN_GOP_TS).make();
        List<Integer> first = frames(stream, stream.segments().get(0));
        assertTrue(first.get(first.size() - 1) < 49, first.toString());
        assertEquals(50, stream.segments().get(0).frames());
        assertEquals(Clip.OPEN_GOP_TS.lastFrame(), stream.frameAt(99));
        HlsStream mpeg2 = HlsRecipe.ts(Clip.MPEG2_TS).gops(3).make();
        assertEquals(
                List.of(0, 45, 90, 135),
                mpeg2.segments().stream().map(HlsSegment::firstFrame).toList());
    }

    @Test
    void keyframesCanBeReadAlone() throws IOException {
        for (HlsRecipe recipe : List.of(HlsRecipe.ts(Clip.STREAM), HlsRecipe.fmp4(Clip.STREAM))) {
            HlsStream stream = recipe.make();
            HlsSegment segment = stream.segments().get(2);
            byte[] bytes = stream.media().get(segment.path());
            assertEquals(List.of(100), frames(stream, Arrays.copyOf(bytes, segment.keyBytes())));
            String iFrames = text(stream.files().get(HlsStream.I_FRAMES));
            assertTrue(
                    iFrames.contains("#EXT-X-BYTERANGE:" + segment.keyBytes() + "@0\n" + segment.path() + "\n"),
                    iFrames);
        }
    }

    @Test
    void tellsKeysAndSectionsAgainOnlyWhereTheyChange() {
        HlsStream stream = HlsRecipe.fmp4(Clip.OPEN_GOP, Clip.STREAM_LARGE)
                .encryption(Encryption.ROTATED)
                .inOneFile()
                .gaps(1)
                .clock(Instant.parse("2026-01-01T00:00:00Z"))
                .make();
        assertEquals(
                """
                #EXTM3U
                #EXT-X-VERSION:8
                #EXT-X-TARGETDURATION:2
                #EXT-X-MEDIA-SEQUENCE:0
                #EXT-X-MAP:URI="all-0.mp4",BYTERANGE="#@0"
                #EXT-X-KEY:METHOD=AES-128,URI="film-0.key"
                #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00Z
                #EXTINF:2.000000,
                #EXT-X-BYTERANGE:#@#
                all-0.mp4
                #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:02Z
                #EXTINF:2.000000,
                #EXT-X-GAP
                #EXT-X-BYTERANGE:#
                all-0.mp4
                #EXT-X-KEY:METHOD=AES-128,URI="film-1.key"
                #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:04Z
                #EXTINF:2.000000,
                #EXT-X-BYTERANGE:#@#
                all-0.mp4
                #EXT-X-DISCONTINUITY
                #EXT-X-KEY:METHOD=NONE
                #EXT-X-MAP:URI="all-1.mp4",BYTERANGE="#@0"
                #EXT-X-KEY:METHOD=AES-128,URI="film-1.key"
                #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:06Z
                #EXTINF:2.000000,
                #EXT-X-BYTERANGE:#@#
                all-1.mp4
                #EXT-X-KEY:METHOD=AES-128,URI="film-2.key"
                #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:08Z
                #EXTINF:2.000000,
                #EXT-X-BYTERANGE:#
                all-1.mp4
                #EXT-X-ENDLIST
                """,
                sized(stream.playlist(0, 5, true)));
        assertEquals(
                """
                #EXTM3U
                #EXT-X-VERSION:8
                #EXT-X-TARGETDURATION:2
                #EXT-X-MEDIA-SEQUENCE:4
                #EXT-X-DISCONTINUITY-SEQUENCE:1
                #EXT-X-MAP:URI="all-1.mp4",BYTERANGE="#@0"
                #EXT-X-KEY:METHOD=AES-128,URI="film-2.key"
                #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:08Z
                #EXTINF:2.000000,
                #EXT-X-BYTERANGE:#@#
                all-1.mp4
                """,
                sized(stream.playlist(4, 1, false)));
    }

    private List<Integer> frames(HlsStream stream, HlsSegment segment) throws IOException {
        return frames(stream, stream.media().get(segment.path()));
    }

    private List<Integer> frames(HlsStream stream, byte[] segment) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(stream.media().getOrDefault("init-0.mp4", new byte[0]));
        all.writeBytes(segment);
        Path file = Files.write(folder.resolve("segment"), all.toByteArray());
        List<Integer> numbers = new ArrayList<>();
        try (FrameReader reader = new FrameReader(file)) {
            while (reader.next()) {
                numbers.add(reader.barcode());
            }
        }
        return numbers;
    }

    /** A playlist without the sizes of byte ranges. */
    private static String sized(String playlist) {
        return playlist.replaceAll("(RANGE(?::|=\"))\\d+", "$1#").replaceAll("@[1-9]\\d*", "@#");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
