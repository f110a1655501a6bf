package io.posterframe.dialect.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractionRequestTest {
    private static final ExtractionRequest USUAL =
            new ExtractionRequest(1, 1024, true, OptionalLong.empty(), OptionalLong.empty());

    private static ExtractionRequest read(String json) {
        return ExtractionRequest.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(String json) {
        ApiError error =
                assertThrows(ApiException.class, () -> read(json), json).error();
        assertEquals(400, error.status());
        return error.message();
    }

    @Test
    void whatIsLeftOutIsTheUsual() {
        assertEquals(USUAL, read("{'strategy':'uniform'}"));
        assertEquals(USUAL, read("{'strategy':'uniform','uniform_config':{},'thumbnails_config':{}}"));
        assertEquals(USUAL, read("{'strategy':'uniform','uniform_config':null,'start_time_seconds':null}"));
        assertEquals(USUAL, read("{'strategy':'uniform','uniform_config':{'max_width':null}}"));
        assertEquals(USUAL, read("{'strategy':'uniform','newer':[{'a':1}],'uniform_config':{'newer':true}}"));
    }

    @Test
    void everyFieldCounts() {
        assertEquals(
                new ExtractionRequest(29.97, 640, false, OptionalLong.of(1_500_000), OptionalLong.of(60_000_000)),
                read(
                        """
                        {'strategy':'uniform','uniform_config':{'frames_per_second':29.97,'max_width':640},
                        'thumbnails_config':{'enable_frame_thumbnails':false},
                        'start_time_seconds':1.5,'end_time_seconds':60}"""));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 64", "30, 4096", "30.0, 4096.0", "1e0, 64"})
    void bothEndsOfARangeAreIn(String rate, String width) {
        ExtractionRequest request = read("{'strategy':'uniform','start_time_seconds':0,'uniform_config':"
                + "{'frames_per_second':" + rate + ",'max_width':" + width + "}}");
        assertEquals(Double.parseDouble(rate), request.framesPerSecond());
        assertEquals(Double.parseDouble(width), request.maxWidth());
        assertEquals(OptionalLong.of(0), request.startMicros());
    }

    @ParameterizedTest
    @CsvSource({"640.5, 640", "64.999, 64", "4095.5, 4095", "6.405e2, 640"})
    void aPartOfAPixelDoesNotCount(String width, int counts) {
        assertEquals(
                counts,
                read("{'strategy':'uniform','uniform_config':{'max_width':" + width + "}}")
                        .maxWidth());
    }

    @ParameterizedTest
    @CsvSource({
        "frames_per_second, 0.0999",
        "frames_per_second, 30.001",
        "frames_per_second, 0",
        "frames_per_second, -1",
        "frames_per_second, 1e400",
        "frames_per_second, '\"1\"'",
        "frames_per_second, true",
        "frames_per_second, [1]",
        "max_width, 63",
        "max_width, 4097",
        "max_width, 63.9",
        "max_width, 4096.1",
        "max_width, '\"1024\"'",
        "max_width, 99999999999999999999"
    })
    void aValueOfTheUniformConfigIsRefusedByItsName(String name, String value) {
        String message = refusal("{'strategy':'uniform','uniform_config':{'" + name + "':" + value + "}}");
        assertTrue(message.startsWith("uniform_config." + name + " must be a "), message);
    }

    @ParameterizedTest
    @CsvSource({"-0.001", "1e400", "'\"0\"'", "1000000000", "{}"})
    void aTimeIsRefusedByItsName(String value) {
        for (String name : new String[] {"start_time_seconds", "end_time_seconds"}) {
            String message = refusal("{'strategy':'uniform','" + name + "':" + value + "}");
            assertTrue(message.startsWith(name + " must be a number of seconds"), message);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "5, 4.9", "0, 0"})
    void theEndLiesBehindTheStart(String start, String end) {
        assertEquals(
                "end_time_seconds must be more than start_time_seconds",
                refusal("{'strategy':'uniform','start_time_seconds':" + start + ",'end_time_seconds':" + end + "}"));
    }

    @Test
    void theStrategyIsRequired() {
        assertEquals("strategy is required; it must be \"uniform\"", refusal("{}"));
        assertEquals("strategy must be \"uniform\"", refusal("{'strategy':'shot-detector'}"));
        assertEquals("strategy must be \"uniform\"", refusal("{'strategy':1}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "'uniform'",
                "{'strategy':'uniform'",
                "{'strategy':'uniform'} {}",
                "{'strategy':'uniform','strategy':'uniform'}",
                "{'strategy':'uniform','uniform_config':[]}",
                "{'strategy':'uniform','uniform_config':1}",
                "{'strategy':'uniform','thumbnails_config':'no'}",
                "{'strategy':'uniform','thumbnails_config':{'enable_frame_thumbnails':1}}",
                "{'strategy':'uniform','thumbnails_config':{'enable_frame_thumbnails':'true'}}",
                "{'strategy':'uniform','x':[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}"
            })
    void whatIsNoSuchObjectIsRefused(String json) {
        refusal(json);
    }
}
