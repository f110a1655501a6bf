package io.posterframe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UnitTest {
    @ParameterizedTest
    @CsvSource({
        "MILLISECONDS, 500ms, 500",
        "MILLISECONDS, 30s, 30000",
        "MILLISECONDS, 5m, 300000",
        "MILLISECONDS, 2h, 7200000",
        "MILLISECONDS, 1d, 86400000",
        "MILLISECONDS, 0, 0",
        "MILLISECONDS, 5,",
        "MILLISECONDS, 5M,",
        "MILLISECONDS, 1.5s,",
        "MILLISECONDS, s,",
        "BYTES, 256MiB, 268435456",
        "BYTES, 64 KiB, 65536",
        "BYTES, 1GB, 1000000000",
        "BYTES, 3kB, 3000",
        "BYTES, 17B, 17",
        "BYTES, 17, 17",
        "BYTES, 8388608TiB,",
        "BYTES, 1mib,",
        "NONE, -5, -5",
        "NONE, 5s,",
        "NONE, '',",
    })
    void readsAmounts(Unit unit, String text, Long amount) {
        assertEquals(Optional.ofNullable(amount), unit.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "MILLISECONDS, 0, 0s",
        "MILLISECONDS, 90000, 90s",
        "MILLISECONDS, 172800000, 2d",
        "MILLISECONDS, 1, 1ms",
        "BYTES, 0, 0",
        "BYTES, 1000, 1000",
        "BYTES, 1536, 1536",
        "BYTES, 268435456, 256MiB",
        "NONE, 86400000, 86400000",
    })
    void writesTheLargestUnitThatFits(Unit unit, long amount, String text) {
        assertEquals(text, unit.format(amount));
    }

    @ParameterizedTest
    @EnumSource(Unit.class)
    void readsBackWhatItWrites(Unit unit) {
        Random random = new Random(7);
        for (int i = 0; i < 5000; i++) {
            long amount = (random.nextLong() >>> random.nextInt(64)) / 60_000 * (i % 2 == 0 ? 60_000 : 1024);
            long bounded = Math.abs(amount % (Long.MAX_VALUE / 4));
            assertEquals(Optional.of(bounded), unit.parse(unit.format(bounded)));
        }
    }

    @Test
    void readsBackTheEnds() {
        assertEquals(Optional.of(Long.MAX_VALUE), Unit.NONE.parse(Unit.NONE.format(Long.MAX_VALUE)));
        assertEquals(Optional.of(Long.MIN_VALUE), Unit.NONE.parse(Unit.NONE.format(Long.MIN_VALUE)));
        assertEquals(Optional.of(Long.MAX_VALUE), Unit.BYTES.parse(Unit.BYTES.format(Long.MAX_VALUE)));
    }
}
