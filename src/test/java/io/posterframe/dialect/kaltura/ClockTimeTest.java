package io.posterframe.dialect.kaltura;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClockTimeTest {

    @ParameterizedTest
    @CsvSource({
        "1763710200, 1763710200000000",
        "1763710200.5, 1763710200500000",
        "1763710200.1234567, 1763710200123457",
        "0, 0",
        "2025-11-21T07:30:00Z, 1763710200000000",
        "2025-11-21t07:30:00z, 1763710200000000",
        "2025-11-21T07:30:00.25, 1763710200250000",
        "2025-11-21T08:30:00+01:00, 1763710200000000",
        "2025-11-21T08:30:00 01:00, 1763710200000000",
        "2025-11-21T02:30:00-0500, 1763710200000000",
    })
    void readsSecondsAndIso(String text, long micros) {
        assertEquals(micros, ClockTime.micros(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "now",
                "-1",
                "1e9",
                "1763710200000",
                "999999999999",
                "2025-11-21",
                "2025-13-21T07:30:00Z",
                "2025-11-21T07:30:00+25:00",
                "+12025-11-21T07:30:00Z",
                "1969-11-21T07:30:00Z",
                "0x12"
            })
    void refusesAnythingElse(String text) {
        PictureException refused = assertThrows(PictureException.class, () -> ClockTime.micros(text));
        assertEquals("program_time", ((Failure.BadParameter) refused.failure()).parameter());
    }
}
