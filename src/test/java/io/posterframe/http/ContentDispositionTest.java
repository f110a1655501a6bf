package io.posterframe.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentDispositionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "poster.jpg | inline; filename=\"poster.jpg\"",
                "my poster; v2, final.jpg | inline; filename=\"my poster; v2, final.jpg\"",
                "übung.jpg | inline; filename=\"_bung.jpg\"; filename*=UTF-8'\u0027%C3%BCbung.jpg",
                "100%.jpg | inline; filename=\"100_.jpg\"; filename*=UTF-8'\u0027100%25.jpg",
                "a\"b\\c | inline; filename=\"a_b_c\"; filename*=UTF-8'\u0027a%22b%5Cc",
                "映画 #1 | inline; filename=\"__ #1\"; filename*=UTF-8'\u0027%E6%98%A0%E7%94%BB%20#1",
            })
    void namesAFile(String name, String value) {
        assertEquals(value, ContentDisposition.inline(name));
    }

    @Test
    void neverEndsItsLine() {
        assertEquals("inline; filename=\"a__b\"; filename*=UTF-8''a%0D%0Ab", ContentDisposition.inline("a\r\nb"));
    }

    @Test
    void writesLettersOutsideOfThePlaneAsOneCharacter() {
        assertEquals(
                "inline; filename=\"__.jpg\"; filename*=UTF-8''%F0%9F%8E%AC.jpg",
                ContentDisposition.inline("\uD83C\uDFAC.jpg"));
    }
}
