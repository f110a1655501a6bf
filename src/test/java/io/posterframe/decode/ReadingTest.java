package io.posterframe.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.picture.EngineChoice;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How much of a file is read. */
@ParameterizedClass
@EnumSource(EngineChoice.class)
class ReadingTest {
    @Parameter
    EngineChoice choice;

    /** What one read may fetch too much: the demuxer reads in steps. */
    private static final long STEP = 4 << 10;

    @BeforeAll
    static void loadTheLibrary() {
        new Engines(EngineChoice.AUTO, 36_000_000).load();
    }

    @ParameterizedTest
    @CsvSource({
        "LONG_GOP, 833",
        "LONG_GOP, 1250",
        "LONG_GOP, 1499",
        "MP4_INDEX_FIRST, 99",
        "MP4_INDEX_LAST, 120",
        "MP4_STARTS_LATE, 75",
        "OPEN_GOP, 98"
    })
    void readsNoMoreThanTheGroupUpToTheFrame(Clip clip, int frame) {
        FileBytes bytes = new FileBytes(clip);
        try (Video video = Seen.open(choice, bytes)) {
            Seen.frameAt(video, 0);
            bytes.takeCount();
            assertEquals(frame, Seen.frameAt(video, Seen.micros(clip, frame)));
            long read = bytes.takeCount();
            long prefix = groupPrefix(clip, frame);
            assertTrue(read <= prefix * 1.1 + STEP, read + " bytes read of a prefix of " + prefix);
        }
    }

    @ParameterizedTest
    @CsvSource({"LONG_GOP, 833", "MP4_INDEX_FIRST, 97", "MP4_INDEX_LAST, 121", "OPEN_GOP, 98"})
    void expectsNothingBehindTheLastPacketThatMayBeTheFrame(Clip clip, int frame) {
        FileBytes bytes = new FileBytes(clip);
        try (Video video = Seen.open(choice, bytes)) {
            Seen.frameAt(video, 0);
            Seen.frameAt(video, Seen.micros(clip, frame));
            assertEquals(decodedNoLaterThanShown(clip, frame), bytes.expected());
        }
    }

    @Test
    void readsTheIndexBehindTheMediaButNotTheMedia() {
        FileBytes bytes = new FileBytes(Clip.LONG_GOP);
        Seen.open(choice, bytes).close();
        long opening = bytes.takeCount();
        assertTrue(opening < bytes.size() / 8, opening + " bytes read of " + bytes.size());
    }

    @Test
    void readsEachByteOfAStripOnce() {
        assertEquals(1, timesReadInARow(Clip.LONG_GOP), 0.1);
    }

    @Test
    void readsLittleOfAStripTwiceWhereThereIsNoIndex() {
        // each GOP is sought, which a transport stream makes costly
        assertTrue(timesReadInARow(Clip.LONG_GOP_TS) < 1.6, timesReadInARow(Clip.LONG_GOP_TS) + " times read");
    }

    /** How often each byte is read for two frames a second, on average. */
    private double timesReadInARow(Clip clip) {
        FileBytes bytes = new FileBytes(clip);
        try (Video video = Seen.open(choice, bytes)) {
            bytes.takeCount();
            long[] times = new long[120];
            Arrays.setAll(times, i -> i * 500_000L);
            Seen.framesAt(video, times);
            return bytes.takeCount() / (double) bytes.size();
        }
    }

    /** The bytes from the frame's keyframe to the last packet that is decoded before the frame must be shown. */
    private static long decodedNoLaterThanShown(Clip clip, int frame) {
        try (HumbleFile file = new HumbleFile(new FileBytes(clip), MediaFormat.MP4)) {
            long target = file.ticks().at(Seen.micros(clip, frame));
            long sum = 0;
            Packet packet;
            while ((packet = file.read()) != null && packet.dts() <= target) {
                sum = packet.key() && packet.pts() <= target ? 0 : sum;
                sum += packet.data().size();
                packet.data().delete();
            }
            return sum;
        }
    }

    /** The bytes from the frame's keyframe to the frame itself, as they follow each other in the file. */
    private static long groupPrefix(Clip clip, int frame) {
        try (HumbleFile file = new HumbleFile(new FileBytes(clip), MediaFormat.MP4)) {
            long target = file.ticks().at(Seen.micros(clip, frame));
            long sum = 0;
            Packet packet;
            while ((packet = file.read()) != null) {
                // the keyframe that this frame rests on is not shown later than it
                sum = packet.key() && packet.pts() <= target ? 0 : sum;
                sum += packet.data().size();
                boolean found = packet.pts() == target;
                packet.data().delete();
                if (found) {
                    return sum;
                }
            }
            throw new IllegalStateException("no frame " + frame);
        }
    }
}
