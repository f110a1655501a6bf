package io.posterframe.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many frames an order makes, and of which times. */
class FrameOrderTest {
    private static FrameOrder order(double framesPerSecond, long start, long end) {
        return new FrameOrder(
                JobApi.FRAMES,
                "100",
                "e",
                framesPerSecond,
                0,
                true,
                start < 0 ? OptionalLong.empty() : OptionalLong.of(start),
                end < 0 ? OptionalLong.empty() : OptionalLong.of(end),
                null);
    }

    @ParameterizedTest
    @CsvSource({
        "1, -1, -1, 10_000_000, 10",
        "1, -1, -1, 10_000_900, 10",
        "1, -1, -1, 10_040_000, 11",
        "1, -1, -1, 9_960_000, 10",
        "0.1, -1, -1, 5_000_000, 1",
        "30, -1, -1, 10_010_000, 301",
        "29.97, -1, -1, 10_000_000, 300",
        "1, 2_500_000, -1, 10_000_000, 8",
        "1, 2_500_000, 4_500_000, 10_000_000, 2",
        "1, -1, 20_000_000, 10_000_000, 10",
        "1, 10_000_000, -1, 10_000_000, 0",
        "1, 12_000_000, -1, 10_000_000, 0",
        "1, -1, -1, 0, 0",
        "1, -1, -1, 7_200_000_000, 7200"
    })
    void aFrameLiesInFrontOfTheEnd(double framesPerSecond, String start, String end, String duration, long count) {
        FrameOrder order = order(framesPerSecond, number(start), number(end));
        assertEquals(count, order.count(number(duration)));
    }

    private static long number(String digits) {
        return Long.parseLong(digits.replace("_", ""));
    }

    @ParameterizedTest
    @CsvSource({"1, -1, 7, 7000000", "29.97, -1, 2997, 100000000", "0.3, 500000, 1, 3833333", "30, -1, 1, 33333"})
    void timesDoNotDrift(double framesPerSecond, long start, int number, long micros) {
        assertEquals(micros, order(framesPerSecond, start, -1).micros(number));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 60.5, Double.NaN, Double.POSITIVE_INFINITY})
    void aRateThatIsNoneIsRefused(double framesPerSecond) {
        assertThrows(IllegalArgumentException.class, () -> order(framesPerSecond, -1, -1));
    }
}
