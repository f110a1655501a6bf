package io.posterframe.picture;

import static io.posterframe.picture.Moment.UNSET;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.picture.Failure.BadParameter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentTest {
    private static final long SECOND = 1_000_000;
    private static final long POSTER = 3 * SECOND;

    private static void assertTimes(Moment moment, long duration, long... times) {
        assertArrayEquals(times, moment.times(duration, POSTER));
        assertArrayEquals(times, moment.normal().times(duration, POSTER));
        assertEquals(times.length, moment.frames());
    }

    private static void assertRefused(Moment moment, long duration) {
        PictureException refused = assertThrows(PictureException.class, () -> moment.times(duration, POSTER));
        assertEquals(
                "start_sec",
                assertInstanceOf(BadParameter.class, refused.failure()).parameter());
    }

    @Test
    void aPosterIsTheDefaultOffsetOrTheMiddleOfAShorterClip() {
        assertTimes(new Moment.Poster(), 10 * SECOND, 3 * SECOND);
        assertTimes(new Moment.Poster(), 3 * SECOND + 1, 3 * SECOND);
        assertTimes(new Moment.Poster(), 3 * SECOND, 3 * SECOND / 2);
        assertTimes(new Moment.Poster(), 2 * SECOND, SECOND);
        assertTimes(new Moment.Poster(), 0, 3 * SECOND);
    }

    @Test
    void aMomentPastTheEndCanFallBackToTheStart() {
        assertTimes(new Moment.AtOrStart(3 * SECOND), 4 * SECOND, 3 * SECOND);
        assertTimes(new Moment.AtOrStart(3 * SECOND), 3 * SECOND, 0);
        assertTimes(new Moment.AtOrStart(3 * SECOND), 0, 3 * SECOND);
    }

    @Test
    void aTimePastTheEndPassesThrough() {
        assertTimes(new Moment.At(100 * SECOND), SECOND, 100 * SECOND);
    }

    @Test
    void slicesAreAtExactTimes() {
        long duration = 8_500_000;
        assertTimes(
                new Moment.Strip(8, 0, UNSET),
                duration,
                0,
                1_062_500,
                2_125_000,
                3_187_500,
                4_250_000,
                5_312_500,
                6_375_000,
                7_437_500);
        assertTimes(new Moment.Slice(3, 8, 0, UNSET), duration, 3_187_500);
        assertTimes(new Moment.Slice(1, 3, SECOND, 2 * SECOND), duration, 1_333_333);
        assertTimes(new Moment.Slice(2, 3, SECOND, 2 * SECOND), duration, 1_666_667);
    }

    @Test
    void aRangeEndsWithTheVideo() {
        assertTimes(new Moment.Strip(2, SECOND, 100 * SECOND), 5 * SECOND, SECOND, 3 * SECOND);
        assertTimes(new Moment.Strip(2, SECOND, SECOND), 5 * SECOND, SECOND, SECOND);
        assertTimes(new Moment.Slice(1, 2, 5 * SECOND, UNSET), 5 * SECOND, 5 * SECOND);
    }

    @Test
    void aRangeThatStartsAfterTheVideoIsRefused() {
        assertRefused(new Moment.Slice(0, 2, 6 * SECOND, UNSET), 5 * SECOND);
        assertRefused(new Moment.Strip(2, 6 * SECOND, UNSET), 5 * SECOND);
        assertRefused(new Moment.Strip(2, 6 * SECOND, 7 * SECOND), 5 * SECOND);
    }

    @Test
    void copiesShowOneTime() {
        assertTimes(new Moment.StripOfOne(3, SECOND), 5 * SECOND, SECOND, SECOND, SECOND);
    }

    @Test
    void manySlicesOfALongVideoDoNotOverflow() {
        int count = Integer.MAX_VALUE;
        long duration = 1_000_000_000L * SECOND;
        assertTimes(new Moment.Slice(count - 1, count, 0, UNSET), duration, duration - 465_661);
    }

    @Test
    void theNormalFormShowsTheSameTimes() {
        Random random = new Random(3);
        for (int run = 0; run < 5000; run++) {
            int count = 1 + random.nextInt(40);
            long start = random.nextInt(3) * 1_234_567L;
            long end = random.nextBoolean() ? UNSET : start + random.nextInt(3) * 7_654_321L;
            long duration = 4_000_000 + random.nextInt(20_000_000);
            Moment slice = new Moment.Slice(random.nextInt(count), count, start, end);
            Moment strip = new Moment.Strip(count, start, end);
            assertArrayEquals(slice.times(duration, POSTER), slice.normal().times(duration, POSTER));
            assertArrayEquals(strip.times(duration, POSTER), strip.normal().times(duration, POSTER));
            assertEquals(slice.normal(), slice.normal().normal());
            assertEquals(strip.normal(), strip.normal().normal());
        }
    }
}
