package io.posterframe.dialect.photoframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an upload's outcome is told. */
class CallbackUrlTest {
    @ParameterizedTest
    @CsvSource({
        "http://a.example/done, http://a.example/done?domain=d&upload_token=t&photo_id=7",
        "http://a.example/done?, http://a.example/done?domain=d&upload_token=t&photo_id=7",
        "http://a.example/done?a=b%20c#x, http://a.example/done?a=b%20c&domain=d&upload_token=t&photo_id=7#x",
        "http://a.example/f\u00e6rdig?\u4e2d=\u2713#\u00f8,"
                + " http://a.example/f%C3%A6rdig?%E4%B8%AD=%E2%9C%93&domain=d&upload_token=t&photo_id=7#%C3%B8"
    })
    void isAsciiWithTheOutcomeBehindItsOwnQuery(String returnUrl, String expected) {
        UploadOrder order = new UploadOrder(returnUrl, false, "d", "", "", "", "", "", true, 1, 180, Map.of());
        assertEquals(expected, CallbackUrl.of(order, "t", Map.of("photo_id", "7")));
    }
}
