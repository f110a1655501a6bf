package io.posterframe.dialect.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractRequestTest {
    private static ExtractRequest read(@Nullable String type, String json) {
        return ExtractRequest.of(type, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static ApiError refusal(@Nullable String type, String json) {
        return assertThrows(ApiException.class, () -> read(type, json)).error();
    }

    @Test
    void aVideoIsNamed() {
        ExtractRequest expected = new ExtractRequest(new AssetId.Video("re_657739295220518912"));
        assertEquals(expected, read("application/json", "{'asset_id':'re_657739295220518912'}"));
        assertEquals(
                expected,
                read("Application/JSON; charset=utf-8", "{'more':{'a':[1]},'asset_id':'re_657739295220518912'}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'asset_id':7}",
                "{'asset_id':'im_666914042514116608'}",
                "{'asset_id':'imc_666914042514116608_0'}",
                "{'asset_id':''}",
                "{'asset_id':['re_1']}",
                "{'asset_id':'re_x'}"
            })
    void anythingElseIsNoVideo(String json) {
        assertEquals(new ApiError(400, "asset_id must be a text: re_ and digits"), refusal("application/json", json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'asset_id':null}", "{'assetId':'re_1'}"})
    void noVideoIsNamed(String json) {
        assertEquals(new ApiError(400, "asset_id cannot be null or empty"), refusal("application/json", json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no", "[]", "'re_1'", "{'asset_id':'re_1'", "{'asset_id':'re_1','asset_id':'re_2'}"})
    void whatIsNoObjectIsRefused(String json) {
        assertEquals(400, refusal("application/json", json).code());
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "multipart/form-data", "application/jsonp"})
    void anotherTypeIsRefused(String type) {
        assertEquals(415, refusal(type, "{'asset_id':'re_1'}").code());
        assertEquals(415, refusal(null, "{'asset_id':'re_1'}").code());
    }
}
