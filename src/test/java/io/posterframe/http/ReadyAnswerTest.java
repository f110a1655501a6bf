package io.posterframe.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.posterframe.cache.Bytes;
import io.posterframe.cache.CachedPicture;
import io.posterframe.delivery.Delivered;
import io.posterframe.delivery.Outcome;
import io.posterframe.dialect.Answer;
import io.posterframe.dialect.Keeping;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer promises to the caches behind us. */
class ReadyAnswerTest {
    private static final long NOW = 1_000_000_000;
    private static final long MINUTE = 60_000;
    private static final String REST = ", stale-while-revalidate=60, stale-if-error=86400";

    private static MultiMap fields(Outcome outcome, boolean versioned, long checkedAt, long freshUntil) {
        return fields(HeaderConfig.DEFAULTS, outcome, versioned, checkedAt, freshUntil);
    }

    private static MultiMap fields(
            HeaderConfig headers, Outcome outcome, boolean versioned, long checkedAt, long freshUntil) {
        CachedPicture picture =
                new CachedPicture("key", "image/jpeg", "\"tag\"", 0, 0, "", "", 1, 1, Bytes.copyOf(new byte[8]));
        Delivered delivered = new Delivered(picture, outcome, checkedAt, freshUntil);
        MultiMap fields = MultiMap.caseInsensitiveMultiMap();
        new ReadyAnswer(
                        new Answer.Picture(delivered, null, versioned, List.of(), null, Keeping.BY_OPTIONS),
                        headers,
                        NOW)
                .writeCommon(fields, SecondClock.Now.at(NOW));
        return fields;
    }

    private static String cacheControl(Outcome outcome, boolean versioned, long checkedAt, long freshUntil) {
        return fields(outcome, versioned, checkedAt, freshUntil).get("cache-control");
    }

    @Test
    void aVersionMakesACurrentPictureImmutable() {
        String hour = "public, max-age=3600, s-maxage=3600" + REST;
        assertEquals(hour + ", immutable", cacheControl(Outcome.MEMORY, true, NOW - MINUTE, NOW + 1));
        assertEquals(hour, cacheControl(Outcome.MEMORY, false, NOW - MINUTE, NOW + 1));
        assertEquals("60", fields(Outcome.MEMORY, true, NOW - MINUTE, NOW + 1).get("age"));
    }

    @Test
    void aSourceThatWasNotCheckedLatelyMakesNothingImmutable() {
        String hour = "public, max-age=3600, s-maxage=3600" + REST;
        assertEquals(hour, cacheControl(Outcome.MISS, true, NOW - MINUTE, NOW - 1));
        assertEquals(hour + ", immutable", cacheControl(Outcome.MISS, true, NOW - 1, NOW - 1), "checked just now");
    }

    @Test
    void aStalePictureIsAskedForAgainSoon() {
        MultiMap fields = fields(Outcome.STALE, true, NOW - MINUTE, 0);
        assertEquals("public, max-age=10, s-maxage=10" + REST, fields.get("cache-control"));
        assertNull(fields.get("age"));
        assertEquals(
                "public, max-age=10, s-maxage=10" + REST, cacheControl(Outcome.STALE, true, NOW - 1, NOW + MINUTE));
    }

    @Test
    void aStalePictureIsNotKeptLongerThanACurrentOne() {
        HeaderConfig shorter = new HeaderConfig(
                Duration.ofSeconds(5),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMinutes(1),
                Duration.ZERO,
                HeaderConfig.CdnField.CDN_CACHE_CONTROL);
        assertEquals(
                "public, max-age=5, s-maxage=0",
                fields(shorter, Outcome.STALE, true, NOW, 0).get("cache-control"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            false |     |       | private, no-store
            true  | 120 |       | public, max-age=120, s-maxage=120, stale-while-revalidate=60, stale-if-error=86400, immutable
            true  |     | 90500 | public, max-age=90, s-maxage=90, immutable
            true  | 30  | 90500 | public, max-age=30, s-maxage=30, immutable
            true  |     | -1    | public, max-age=0, s-maxage=0, immutable
            """)
    void whoMayKeepAnAnswerDependsOnTheRightToIt(boolean shared, Long maxAge, Long left, String value) {
        Keeping keeping = new Keeping(
                shared, maxAge == null ? null : Duration.ofSeconds(maxAge), left == null ? Long.MAX_VALUE : NOW + left);
        assertEquals(value, HeaderConfig.DEFAULTS.picture(true, keeping, 0, NOW).cacheControl());
    }

    @Test
    void aStalePictureThatIsForItsAskerAloneIsKeptByNobody() {
        assertEquals(
                "private, no-store",
                HeaderConfig.DEFAULTS.stale(Keeping.NONE, 0, NOW).cacheControl());
    }

    @Test
    void aPictureOfALiveStreamIsKeptForAsLongAsItIsTrueAndNeverShownWhenItIsOld() {
        Keeping partner = new Keeping(true, Duration.ofSeconds(4), NOW + 90_000);
        assertEquals(
                "public, max-age=6, s-maxage=6",
                HeaderConfig.DEFAULTS
                        .picture(true, Keeping.BY_OPTIONS, 6000, NOW)
                        .cacheControl());
        assertEquals(
                "public, max-age=4, s-maxage=4",
                HeaderConfig.DEFAULTS.picture(true, partner, 6000, NOW).cacheControl());
        assertEquals(
                "public, max-age=6, s-maxage=6",
                HeaderConfig.DEFAULTS.stale(Keeping.BY_OPTIONS, 6000, NOW).cacheControl());
        assertEquals(
                "public, max-age=10, s-maxage=10",
                HeaderConfig.DEFAULTS.stale(Keeping.BY_OPTIONS, 20_000, NOW).cacheControl());
        assertEquals(
                "private, no-store",
                HeaderConfig.DEFAULTS.picture(true, Keeping.NONE, 6000, NOW).cacheControl());
    }

    @Test
    void aCopyIsOfUseAlsoWhereChecksLieFurtherApart() {
        HeaderConfig shorter = cdn(Duration.ofSeconds(30), Duration.ZERO);
        assertEquals(
                "15",
                fields(shorter, Outcome.MEMORY, false, NOW - MINUTE, NOW + 1).get("age"));
        assertEquals(
                "7", fields(shorter, Outcome.MEMORY, false, NOW - 7000, NOW + 1).get("age"));
        HeaderConfig onlyCdns = cdn(Duration.ZERO, Duration.ofSeconds(60));
        assertEquals(
                "30",
                fields(onlyCdns, Outcome.MEMORY, false, NOW - MINUTE, NOW + 1).get("age"));
    }

    private static HeaderConfig cdn(Duration maxAge, Duration cdnMaxAge) {
        HeaderConfig by = HeaderConfig.DEFAULTS;
        return new HeaderConfig(
                maxAge,
                by.sharedMaxAge(),
                by.staleWhileRevalidate(),
                by.staleIfError(),
                by.errorMaxAge(),
                cdnMaxAge,
                HeaderConfig.CdnField.SURROGATE_CONTROL);
    }

    private static final HeaderConfig A_WEEK = cdn(Duration.ofHours(1), Duration.ofDays(7));

    @Test
    void cdnsAreToldNothingElseUnlessAsked() {
        MultiMap fields = fields(Outcome.MEMORY, false, NOW, NOW + 1);
        for (HeaderConfig.CdnField field : HeaderConfig.CdnField.values()) {
            assertFalse(fields.contains(field.written()));
        }
        assertNull(HeaderConfig.DEFAULTS.error(true).cdn());
    }

    @Test
    void cdnsCanBeToldToKeepPicturesForLonger() {
        MultiMap fields = fields(A_WEEK, Outcome.MEMORY, true, NOW, NOW + 1);
        assertEquals("max-age=604800" + REST, fields.get("surrogate-control"));
        assertEquals("public, max-age=3600, s-maxage=3600" + REST + ", immutable", fields.get("cache-control"));
        assertEquals("max-age=60", A_WEEK.error(true).cdn());
    }

    @Test
    void cdnsKeepAStalePictureForAMomentToo() {
        assertEquals(
                "max-age=10" + REST,
                fields(A_WEEK, Outcome.STALE, true, NOW - MINUTE, 0).get("surrogate-control"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            120 |       | 0     | max-age=120, stale-while-revalidate=60, stale-if-error=86400
                | 90500 | 0     | max-age=90
                | -1    | 0     | max-age=0
                |       | 6000  | max-age=6
            4   |       | 6000  | max-age=4
                | 2000  | 6000  | max-age=2
            """)
    void cdnsKeepNothingForLongerThanItIsTrue(Long maxAge, Long left, long lives, String value) {
        Keeping keeping = new Keeping(
                true, maxAge == null ? null : Duration.ofSeconds(maxAge), left == null ? Long.MAX_VALUE : NOW + left);
        assertEquals(value, A_WEEK.picture(true, keeping, lives, NOW).cdn());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 6000})
    void cdnsAreToldNothingOfWhatIsForItsAskerAlone(long lives) {
        assertNull(A_WEEK.picture(true, Keeping.NONE, lives, NOW).cdn());
        assertNull(A_WEEK.stale(Keeping.NONE, lives, NOW).cdn());
        assertNull(A_WEEK.error(false).cdn());
        assertEquals("private, no-store", A_WEEK.error(false).cacheControl());
    }
}
