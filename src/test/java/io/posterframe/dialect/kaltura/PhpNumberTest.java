package io.posterframe.dialect.kaltura;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhpNumberTest {
    @ParameterizedTest
    @CsvSource({
        "100, 100",
        "200.9, 200",
        "200px, 200",
        "100.jpeg, 100",
        "'  \t7', 7",
        "+7, 7",
        "-7, -7",
        "-0.9, 0",
        ".9, 0",
        "1e3, 1000",
        "1E3x, 1000",
        "1.5e+2, 150",
        "15e-1, 1",
        "1e, 1",
        "1e+, 1",
        "007, 7",
        "99999999999999999999, 2147483647",
        "-99999999999999999999, -2147483648",
        "1e999, 2147483647",
        "1_000, 1",
        "0x1A, 0"
    })
    void anIntegerIsTheLeadingNumber(String text, int value) {
        assertEquals(value, PhpNumber.integer(text));
        assertTrue(PhpNumber.leads(text));
    }

    @ParameterizedTest
    @CsvSource({
        "12.5, 12.5",
        "0.0032520325203252, 0.0032520325203252",
        "-.5s, -0.5",
        "5., 5",
        ".5.5, 0.5",
        "1e999, 1.7976931348623157e308",
        "-1e999, -1.7976931348623157e308",
        "1e-999, 0"
    })
    void aRealIsTheLeadingNumber(String text, double value) {
        assertEquals(value, PhpNumber.real(text));
        assertTrue(PhpNumber.leads(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "abc", "-", "+", ".", "-.", "e3", "inf", "NaN", "-INF", "!100", "--5", "\u0663", "\u00a05"
            })
    void textIsZero(String text) {
        assertEquals(0, PhpNumber.integer(text));
        assertEquals(0, PhpNumber.real(text));
        assertFalse(PhpNumber.leads(text));
    }
}
