package io.posterframe.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.clips.Clip;
import io.posterframe.picture.EngineChoice;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(EngineChoice.class)
class DamagedVideoTest {
    @Parameter
    EngineChoice choice;

    @BeforeAll
    static void loadTheLibrary() {
        new Engines(EngineChoice.AUTO, 36_000_000).load();
    }

    @ParameterizedTest
    @EnumSource(names = {"GARBAGE", "EMPTY", "TEXT", "TRUNCATED_BEFORE_INDEX"})
    void refusesWhatIsNoVideo(Clip clip) {
        assertEquals(
                "this is neither a video nor an image that can be read",
                refusal(new FileBytes(clip)).message());
    }

    @ParameterizedTest
    @EnumSource(names = {"SOUND_M4A", "SOUND_MP3"})
    void refusesSoundAlone(Clip clip) {
        assertEquals(
                "this file has no video stream", refusal(new FileBytes(clip)).message());
    }

    @Test
    void refusesFramesWithTooManyPixels() {
        PictureException refused = assertThrows(PictureException.class, () -> new Engines(choice, 320 * 180 - 1)
                .open(new FileBytes(Clip.MKV), Zero.FIRST_FRAME));
        assertEquals(
                new Failure.Undecodable("the video has more pixels a frame than the 57599 that are allowed", "320x180"),
                refused.failure());
        new Engines(choice, 320 * 180)
                .open(new FileBytes(Clip.MKV), Zero.FIRST_FRAME)
                .close();
    }

    @Test
    void givesTheLastFrameThatIsThereForTimesPastTheCut() {
        try (Video video = Seen.open(choice, Clip.TRUNCATED)) {
            for (int frame : new int[] {99, 0, 98, 97, 50, 49, 99}) {
                assertEquals(frame, Seen.frameAt(video, frame * 40_000L));
            }
            for (long time : new long[] {4_000_000, 4_040_000, 5_960_000, 6_000_000, 99_000_000}) {
                assertEquals(99, Seen.frameAt(video, time), "at " + time);
            }
            int[] seen = Seen.framesAt(video, 0, 2_000_000, 3_960_000, 4_000_000, 5_000_000, 9_000_000);
            assertEquals("[0, 50, 99, 99, 99, 99]", Arrays.toString(seen));
        }
    }

    @Test
    void givesTheRightFramesAroundDamage() {
        try (Video video = Seen.open(choice, Clip.CORRUPT_MIDDLE)) {
            for (int frame : new int[] {0, 149, 25, 100, 49, 125, 101}) {
                assertEquals(frame, Seen.frameAt(video, frame * 40_000L));
            }
            int[] seen = new int[150];
            long[] times = new long[150];
            Arrays.setAll(times, i -> i * 40_000L);
            video.frames(times, (index, frame) -> seen[index] = Upright.barcode(frame));
            for (int frame = 0; frame < 150; frame = frame == 49 ? 100 : frame + 1) {
                assertEquals(frame, seen[frame]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void staysCalmWhenBytesAreWrong(int seed) {
        for (Clip clip : new Clip[] {Clip.MP4_INDEX_FIRST, Clip.TS, Clip.MKV, Clip.VP8}) {
            Random random = new Random(seed);
            FileBytes good = new FileBytes(clip);
            MediaBytes noisy = new MediaBytes() {
                @Override
                public long size() {
                    return good.size();
                }

                @Override
                public int read(long position, byte[] into, int length) {
                    int count = good.read(position, into, length);
                    if (count > 0 && random.nextInt(20) == 0) {
                        into[random.nextInt(count)] ^= (byte) (1 << random.nextInt(8));
                    }
                    return count;
                }

                @Override
                public void expect(long from, long to) {}
            };
            try (Video video = Seen.open(choice, noisy)) {
                video.frames(new long[] {0, 1_500_000, 3_000_000, 9_000_000}, (index, frame) -> {});
            } catch (PictureException e) {
                assertInstanceOf(Failure.Undecodable.class, e.failure());
            }
        }
    }

    /** FFmpeg's MOV demuxer died on damaged AVIF, but never on films: 245,000 rounds by hand. */
    @ParameterizedTest
    @CsvSource({"MP4_INDEX_FIRST,mp4", "AV1_10_BIT,mp4", "VP9,matroska", "MKV,matroska"})
    void looksForColoursInWrongBytes(Clip clip, String demuxer) throws IOException {
        byte[] good = Files.readAllBytes(clip.file());
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            byte[] bad = good.clone();
            for (int i = random.nextInt(8); i >= 0; i--) {
                int place = random.nextInt(Math.min(bad.length, 3000));
                bad[place] = (byte) (random.nextBoolean() ? bad[place] ^ 1 << random.nextInt(8) : random.nextInt());
            }
            assertNotNull(ContainerColour.of(new ArrayBytes(bad), demuxer, 0, true));
        }
    }

    /** A count of times and the size of frame 60, as 32 bits behind the name of their box. */
    @ParameterizedTest
    @CsvSource({"stts,8", "stsz,256"})
    void refusesOrPassesOverALengthThatIsAbsurd(String box, int behind) throws IOException {
        byte[] bytes = Files.readAllBytes(Clip.MP4_INDEX_FIRST.file());
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(box) + behind;
        ByteBuffer.wrap(bytes).putInt(at, Integer.MAX_VALUE / 4);
        try (Video video = Seen.open(choice, new ArrayBytes(bytes))) {
            video.frames(new long[] {0, 2_800_000}, (index, frame) -> {});
        } catch (PictureException e) {
            assertInstanceOf(Failure.Undecodable.class, e.failure());
        }
    }

    @Test
    void handsOnWhatReadingThrows() {
        PictureException gone = new PictureException(new Failure.SourceChanged("gone"));
        for (Clip clip : new Clip[] {Clip.MP4_INDEX_LAST, Clip.TS, Clip.VP9}) {
            FailingBytes bytes = new FailingBytes(new FileBytes(clip), gone);
            bytes.failing = true;
            assertSame(gone, assertThrows(PictureException.class, () -> Seen.open(choice, bytes)));
            bytes.failing = false;
            try (Video video = Seen.open(choice, bytes)) {
                bytes.failing = true;
                long[] late = {5_000_000};
                assertSame(gone, assertThrows(PictureException.class, () -> video.frames(late, (index, frame) -> {})));
            }
        }
    }

    private Failure.Undecodable refusal(MediaBytes bytes) {
        PictureException refused = assertThrows(PictureException.class, () -> Seen.open(choice, bytes));
        Failure.Undecodable failure = assertInstanceOf(Failure.Undecodable.class, refused.failure());
        assertFalse(failure.passing());
        return failure;
    }

    private static final class FailingBytes implements MediaBytes {
        private final MediaBytes bytes;
        private final PictureException failure;
        private boolean failing;

        FailingBytes(MediaBytes bytes, PictureException failure) {
            this.bytes = bytes;
            this.failure = failure;
        }

        @Override
        public long size() {
            return bytes.size();
        }

        @Override
        public int read(long position, byte[] into, int length) {
            if (failing) {
                throw failure;
            }
            return bytes.read(position, into, length);
        }

        @Override
        public void expect(long from, long to) {}
    }
}
