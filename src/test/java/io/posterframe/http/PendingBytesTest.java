package io.posterframe.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PendingBytesTest {
    private static final long LARGE = PendingBytes.SMALL + 1;

    private final PendingBytes pending = new PendingBytes(2 * LARGE);

    @Test
    void refusesWhatIsTooMuchUntilSomethingIsGivenBack() {
        assertTrue(pending.take(LARGE));
        assertTrue(pending.take(LARGE));
        assertFalse(pending.take(LARGE));
        assertFalse(pending.take(LARGE), "what was refused is not counted, and nothing else is freed by it");
        pending.giveBack(LARGE);
        assertTrue(pending.take(LARGE));
    }

    @Test
    void countsNoSmallOnes() {
        assertTrue(pending.take(2 * LARGE));
        assertTrue(pending.take(PendingBytes.SMALL));
        pending.giveBack(PendingBytes.SMALL);
        assertFalse(pending.take(LARGE));
    }
}
