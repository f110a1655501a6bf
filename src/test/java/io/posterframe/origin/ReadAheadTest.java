package io.posterframe.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private final ReadAhead readAhead = new ReadAhead(16, 1 << 20);

    @Test
    void takesAHintExactlyAndBoundsIt() {
        assertEquals(1000, readAhead.after(0, 10, 1000));
        assertEquals(1 << 20, readAhead.after(10, 10, Long.MAX_VALUE));
    }

    @Test
    void guessesNothingAtFirstAndAfterASeek() {
        assertEquals(0, readAhead.after(500, 10, 0));
        assertEquals(22, readAhead.after(510, 10, 0));
        assertEquals(0, readAhead.after(9000, 10, 0));
        assertEquals(22, readAhead.after(9010, 10, 0));
    }

    @Test
    void doublesItsWindowEachTimeAPlanIsUsedUp() {
        readAhead.after(0, 16, 0);
        assertEquals(16, readAhead.after(16, 16, 0), "window 32, planned to 48");
        assertEquals(0, readAhead.after(32, 16, 0), "inside the plan");
        assertEquals(48, readAhead.after(48, 16, 0), "window 64");
    }

    @Test
    void neverGuessesMoreThanHalfAMebibyte() {
        long offset = 0;
        for (int i = 0; i < 10_000; i++) {
            long ahead = readAhead.after(offset, 1024, 0);
            assertEquals(true, ahead <= 512 * 1024, () -> "ahead " + ahead);
            offset += 1024;
        }
    }
}
