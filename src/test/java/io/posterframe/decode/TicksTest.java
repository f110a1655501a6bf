package io.posterframe.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {

    @ParameterizedTest
    @CsvSource({
        "1, 30000, 1001, 30000, 1001",
        "1, 90000, 3003, 30000, 1001",
        "1001, 30000, 1, 30000, 1001",
        "1, 24000, 1001, 24000, 1001",
        "1, 60000, 1001, 60000, 1001",
        "1, 15360, 256, 60, 1",
        "1, 12800, 512, 25, 1",
        "1, 25, 1, 25, 1"
    })
    void findsEveryFrameByItsTimeInMicroseconds(int num, int den, int step, int rate, int per) {
        Ticks ticks = new Ticks(num, den, 126_000);
        for (long frame = 0; frame < 200_000; frame += frame < 5_000 ? 1 : 997) {
            double seconds = frame * (double) per / rate;
            for (long micros : new long[] {(long) Math.floor(seconds * 1e6), Math.round(seconds * 1e6)}) {
                long found = (ticks.at(micros) - 126_000) / step;
                assertEquals(frame, found, "at " + micros);
            }
            assertEquals(frame - 1, Math.floorDiv(ticks.at((long) (seconds * 1e6) - 2) - 126_000, step));
        }
    }

    @Test
    void countsFromTheFirstFrame() {
        Ticks ticks = new Ticks(1, 1000, 1400);
        assertEquals(1400, ticks.at(0));
        assertEquals(1398, ticks.at(-1500));
        assertEquals(600_000, ticks.micros(2000));
        assertEquals(600_000, ticks.lengthMicros(600));
    }

    @Test
    void survivesAbsurdClocksAndTimes() {
        for (Ticks ticks :
                new Ticks[] {new Ticks(0, 0, 0), new Ticks(Integer.MAX_VALUE, 1, 0), new Ticks(1, Integer.MAX_VALUE, 0)
                }) {
            assertTrue(ticks.at(Long.MAX_VALUE / 4) >= 0);
            assertTrue(ticks.lengthMicros(Long.MAX_VALUE / 4) >= 0);
            assertTrue(ticks.length(80_000_000) > 0);
        }
    }
}
