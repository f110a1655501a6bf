package io.posterframe.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-99, 0, 99",
        "bytes=0-100, 0, 99",
        "bytes=0-99999999999999999999, 0, 99",
        "bytes=10-, 10, 99",
        "bytes=99-, 99, 99",
        "bytes=-1, 99, 99",
        "bytes=-100, 0, 99",
        "bytes=-1000, 0, 99",
        "bytes=-99999999999999999999, 0, 99",
        "Bytes=3-4, 3, 4",
        "bytes= 3-4 , 3, 4",
    })
    void readsOneRange(String header, long first, long last) {
        ByteRange range = ByteRange.parse(header, 100);
        assertEquals(new ByteRange(first, last), range);
        assertEquals(last - first + 1, range.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=99999999999999999999-", "bytes=-0"})
    void refusesARangeBeyondTheEnd(String header) {
        assertSame(ByteRange.UNSATISFIABLE, ByteRange.parse(header, 100));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=1",
                "bytes=2-1",
                "bytes=--1",
                "bytes=1-2-3",
                "bytes=+1-2",
                "bytes=0x1-2",
                "lines=1-2",
                "bytes=0-0,2-3",
                "bytes=٣-"
            })
    void ignoresWhatItDoesNotTake(String header) {
        assertNull(ByteRange.parse(header, 100));
    }

    @Test
    void hasNoRangeOfNothing() {
        assertSame(ByteRange.UNSATISFIABLE, ByteRange.parse("bytes=0-", 0));
        assertSame(ByteRange.UNSATISFIABLE, ByteRange.parse("bytes=-5", 0));
    }
}
