package io.posterframe.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A few of the cases of {@code bench/fuzz.sh}, and that they can be had again. */
class FuzzTest {
    private static final int CASES = 18;

    @Test
    void noneOfAFewCasesIsMoreThanAWorkersEnd() throws Exception {
        Tally tally = Fuzz.run(0, CASES, 1);
        assertEquals(List.of(), tally.faults, () -> tally.summary().toString());
        for (String engine : List.of("auto", "humble", "ffmpeg")) {
            assertEquals(CASES / 3, tally.counted("cases: " + engine));
            assertEquals(CASES / 3, tally.counted("pictures of whole clips: " + engine));
            assertTrue(tally.counted("pictures: " + engine) > 0, () -> tally.summary()
                    .toString());
        }
    }

    @Test
    void theSameSeedMakesTheSameCases() {
        for (int number = 0; number < 20; number++) {
            FuzzCase one = FuzzCase.of(7, number);
            FuzzCase same = FuzzCase.of(7, number);
            assertArrayEquals(one.bytes(), same.bytes());
            assertEquals(one.spec(), same.spec());
            assertEquals(one.how(), same.how());
            assertFalse(Arrays.equals(one.bytes(), FuzzCase.of(8, number).bytes()), "another seed, another case");
        }
    }
}
