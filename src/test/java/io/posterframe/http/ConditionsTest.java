package io.posterframe.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {
    private static final String ETAG = "\"abc\"";
    /** Sun, 06 Nov 1994 08:49:37.500 GMT. */
    private static final long MODIFIED = 784_111_777_500L;

    private static boolean noneMatch(String header) {
        return Conditions.notModified(header, null, ETAG, MODIFIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"abc\"",
                "W/\"abc\"",
                "*",
                " * ",
                "\"x\", \"abc\"",
                "\"x\",W/\"abc\",\"y\"",
                "\"a,b\" , \"abc\"",
                "\"x\"\"abc\""
            })
    void findsItsTagInAList(String header) {
        assertTrue(noneMatch(header));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "\"ab\"",
                "\"abcd\"",
                "\"ABC\"",
                "\"x\", \"y\"",
                "\"x,*\"",
                "\"abc",
                "abc\"",
                "w/",
                "\"",
                "\"x\"abc\"y\""
            })
    void findsNoOtherTag(String header) {
        assertFalse(noneMatch(header));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun, 06 Nov 1994 08:49:37 GMT | true",
                "Sun, 06 Nov 1994 08:49:38 GMT | true",
                "Sun, 06 Nov 1994 08:49:36 GMT | false",
                "Sunday, 06-Nov-94 08:49:37 GMT | true",
                "Sun Nov  6 08:49:37 1994 | true",
                "Mon, 01 Jan 2035 00:00:00 GMT | true",
                "yesterday | false",
                "0 | false",
                "784111777 | false",
                "'' | false",
            })
    void comparesDatesAndNotStrings(String since, boolean notModified) {
        assertEquals(notModified, Conditions.notModified(null, since, ETAG, MODIFIED));
    }

    @Test
    void tagsComeBeforeDates() {
        String later = "Mon, 01 Jan 2035 00:00:00 GMT";
        assertFalse(Conditions.notModified("\"x\"", later, ETAG, MODIFIED));
        assertTrue(Conditions.notModified(ETAG, "Sat, 01 Jan 1994 00:00:00 GMT", ETAG, MODIFIED));
        assertFalse(Conditions.notModified(null, null, ETAG, MODIFIED));
    }

    @Test
    void ignoresAnEndlessDate() {
        assertFalse(Conditions.notModified(null, "Sun, 06 Nov 1994 08:49:37 GMT".repeat(100), ETAG, MODIFIED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"abc\" | true",
                "\"abcd\" | false",
                "W/\"abc\" | false",
                "\"x\", \"abc\" | false",
                "Sun, 06 Nov 1994 08:49:37 GMT | true",
                "Sun, 06 Nov 1994 08:49:38 GMT | false",
                "Sun, 06 Nov 1994 08:49:36 GMT | false",
                "nonsense | false",
            })
    void takesARangeOnlyOfTheSameVersion(String ifRange, boolean applies) {
        assertEquals(applies, Conditions.rangeApplies(ifRange, ETAG, MODIFIED));
    }

    @Test
    void takesARangeWithoutACondition() {
        assertTrue(Conditions.rangeApplies(null, ETAG, MODIFIED));
    }
}
