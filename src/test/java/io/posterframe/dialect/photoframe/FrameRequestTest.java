package io.posterframe.dialect.photoframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameRequestTest {
    private static final String PHOTO = "photo_id=1&token=t&";

    private static FrameRequest parse(String query) {
        return FrameRequest.of(new Parameters(Parameter.list(query)), PhotoConfig.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "40.2, 40200000",
        "40., 40000000",
        ".5, 500000",
        "1.0000005, 1000001",
        "1.0000004, 1000000",
        "999999999, 999999999000000"
    })
    void readsSeconds(String time, long micros) {
        assertEquals(micros, parse(PHOTO + "time=" + time).micros());
    }

    @Test
    void readsTheSize() {
        FrameRequest request = parse(PHOTO + "time=1&size=160x90");
        assertEquals(160, request.width());
        assertEquals(90, request.height());
        assertEquals(640, parse(PHOTO + "time=1").width());
        assertEquals(640, parse(PHOTO + "time=1&size=").height());
    }

    @ParameterizedTest
    @CsvSource({
        "'', time",
        "time=, time",
        "time=-1, time",
        "time=a, time",
        "time=1e3, time",
        "time=1000000000, time",
        "time=0:40, time",
        "time=., time",
        "time=NaN, time",
        "time=%D9%A1, time",
        "time=1&size=160, size",
        "time=1&size=0x90, size",
        "time=1&size=160x0, size",
        "time=1&size=10001x1, size",
        "time=1&size=1x99999, size",
        "time=1&size=-160x90, size",
        "time=1&size=160*90, size",
        "time=1&upload_token=a, upload_token",
    })
    void namesTheParameterThatIsRefused(String query, String parameter) {
        ApiException refused = assertThrows(ApiException.class, () -> parse(PHOTO + query));
        assertEquals("invalid_input", refused.error().code());
        assertTrue(
                refused.error().message().startsWith("Parameters are malformed. " + parameter + " "),
                refused.error().message());
    }

    @ParameterizedTest
    @CsvSource({"time=1, photo_id", "time=1&photo_id=1, token", "time=1&token=1, photo_id"})
    void needsAPhotoAndItsToken(String query, String parameter) {
        ApiException refused = assertThrows(ApiException.class, () -> parse(query));
        assertEquals("invalid_input", refused.error().code());
        assertTrue(refused.error().message().contains(" " + parameter + " "));
    }

    @Test
    void choosesAmongUploads() {
        assertEquals(
                new FrameRequest.Uploaded("abc", "i-d", "a.mp4"),
                parse("time=1&upload_token=abc&resumableIdentifier=i-d&filename=a.mp4")
                        .source());
    }
}
