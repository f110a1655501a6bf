package io.posterframe.dialect.photoframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiReplyTest {
    private static final String JSON = "{\"status\":\"error\",\"message\":\"No photo/video with the given id.\","
            + "\"code\":\"no_such_photo\",\"permission_level\":\"none\",\"endpoint\":\"/api/photo/frame\"}";

    private static ResponseForm form(String query) {
        return ResponseForm.of(new Parameters(Parameter.list(query)));
    }

    private static String error(String query, ApiError error) {
        return ApiReply.error(form(query), ApiMethod.FRAME, Level.NONE, error);
    }

    @Test
    void writesErrorsAsXmlByDefault() {
        String xml = "<response status=\"error\" permission_level=\"none\" code=\"no_such_photo\""
                + " message=\"No photo/video with the given id.\"/>";
        assertEquals(xml, error("", ApiError.NO_SUCH_PHOTO));
        assertEquals(xml, error("format=xml&raw&callback=a", ApiError.NO_SUCH_PHOTO));
    }

    @Test
    void saysWhatLevelIsMissing() {
        assertEquals(
                "<response status=\"error\" permission_level=\"none\" code=\"permission_denied\" message=\"You don't"
                        + " have the necessary permissions to perform this action (required level: 'admin')\"/>",
                error("", ApiError.permissionDenied(Level.ADMIN)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "format=json&raw | JSON",
                "format=json&raw=1&callback=f | JSON",
                "format=json | var visual = JSON;",
                "format=json&varname=tags | var tags = JSON;",
                "format=json&callback=fn | fn(JSON);",
                "format=json&callback=a.b$_9 | a.b$_9(JSON);",
            })
    void writesEachFormOfJson(String query, String reply) {
        assertEquals(reply.replace("JSON", JSON), error(query, ApiError.NO_SUCH_PHOTO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "format=json&callback=alert(1)//",
                "format=json&callback=a.",
                "format=json&callback=1a",
                "format=json&callback=%3Cscript%3E",
                "format=json&varname=a.b",
                "format=json&varname=a%0Ab",
                "format=json&varname=a%0A",
                "format=yaml",
                "format=%zz"
            })
    void refusesANameThatIsNone(String query) {
        ApiException refused = assertThrows(ApiException.class, () -> form(query));
        assertEquals("invalid_input", refused.error().code());
    }

    @Test
    void letsNoTextOutOfItsPlace() {
        ApiError error = new ApiError("code", "</script> \"quoted\" & <b> \u0000\uD800 \u2028");
        assertEquals(
                "<response status=\"error\" permission_level=\"none\" code=\"code\""
                        + " message=\"&lt;/script&gt; &quot;quoted&quot; &amp; &lt;b&gt; \uFFFD\uFFFD \u2028\"/>",
                error("", error));
        String json = error("format=json", error);
        assertEquals(-1, json.indexOf('<'), json);
        assertEquals(-1, json.indexOf('\u2028'), json);
    }

    @Test
    void writesAnItemInBothForms() {
        Map<String, String> item = new LinkedHashMap<>();
        item.put("upload_token", "022fe6");
        item.put("album_id", "");
        assertEquals(
                """
                <response status="ok" permission_level="write" message="Ready" cached="0">
                  <upload_token>022fe6</upload_token>
                  <album_id></album_id>
                </response>""",
                ApiReply.item(
                        ResponseForm.XML,
                        ApiMethod.GET_UPLOAD_TOKEN,
                        Level.WRITE,
                        "Ready",
                        "videos.example.com",
                        "uploadtoken",
                        item));
        assertEquals(
                "{\"status\":\"ok\",\"message\":\"Ready\",\"permission_level\":\"write\",\"cached\":\"0\","
                        + "\"uploadtoken\":{\"upload_token\":\"022fe6\",\"album_id\":\"\"},\"p\":\"1\",\"size\":\"1\","
                        + "\"site\":{\"domain\":\"videos.example.com\",\"product_key\":\"\",\"site_id\":\"\","
                        + "\"site_name\":\"videos.example.com\"},\"endpoint\":\"/api/photo/get-upload-token\"}",
                ApiReply.item(
                        form("format=json&raw"),
                        ApiMethod.GET_UPLOAD_TOKEN,
                        Level.WRITE,
                        "Ready",
                        "videos.example.com",
                        "uploadtoken",
                        item));
    }
}
