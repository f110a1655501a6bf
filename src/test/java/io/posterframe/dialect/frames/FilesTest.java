package io.posterframe.dialect.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.asset.Asset;
import io.posterframe.asset.AssetQuery;
import io.posterframe.job.JobApi;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of calls about files, and how a file is told of. */
class FilesTest {
    private static final Asset FILE = new Asset(
            "7c1b7d3e-51a4-4f0b-9a3b-1f6a0a5e9a11",
            JobApi.FRAMES,
            "100",
            "upload",
            "day \"one\".mp4",
            "video/mp4",
            12_345,
            6_040_000,
            320,
            180,
            "{\"shot\":[1,2.50],\"by\":null}",
            Instant.ofEpochMilli(1_790_000_000_987L));

    private static String refusal(Executable call) {
        ApiError error = assertThrows(ApiException.class, call).error();
        assertEquals(400, error.status());
        return error.message();
    }

    @Test
    void aFileIsToldInTheApisWords() {
        String info = "{'duration_seconds':6.04,'width':320,'height':180}";
        String expected =
                """
                {'id':'7c1b7d3e-51a4-4f0b-9a3b-1f6a0a5e9a11','status':'completed','bytes':12345,\
                'created_at':1790000000,'filename':'day #one#.mp4',\
                'uri':'cloudglue://files/7c1b7d3e-51a4-4f0b-9a3b-1f6a0a5e9a11',\
                'metadata':{'shot':[1,2.50],'by':null},'media_type':'video','media_info':INFO,'video_info':INFO,\
                'thumbnail_url':'https://x.example/p/100/thumbnail/entry_id/7c1b7d3e-51a4-4f0b-9a3b-1f6a0a5e9a11/width/320',\
                'source':'upload'}"""
                        .replace("INFO", info)
                        .replace('\'', '"')
                        .replace("#", "\\\"");
        assertEquals(expected, FileJson.of(FILE, "https://x.example").toString());
    }

    private static AssetQuery assets(Map<String, String> query) {
        return FileQuery.of(query, "100").assets();
    }

    @Test
    void aListIsOfTheNewestFilesUnlessItIsSaidOtherwise() {
        assertEquals(
                new AssetQuery(JobApi.FRAMES, "100", Instant.MIN, Instant.MAX, false, true, 50, 0), assets(Map.of()));
        assertEquals(
                new AssetQuery(
                        JobApi.FRAMES,
                        "100",
                        Instant.parse("2026-11-01T00:00:00Z"),
                        Instant.ofEpochSecond(1_800_000_000),
                        true,
                        false,
                        100,
                        7),
                assets(Map.of(
                        "created_after", "2026-11-01",
                        "created_before", "1800000000",
                        "order", "filename",
                        "sort", "asc",
                        "limit", "100",
                        "offset", "7")));
        assertEquals(
                Instant.parse("2026-11-01T10:00:00.250Z"),
                assets(Map.of("created_after", "2026-11-01T12:00:00.250+02:00")).after());
    }

    @Test
    void noFileIsOfAnotherStatus() {
        assertTrue(FileQuery.of(Map.of("status", "completed"), "100").any());
        assertFalse(FileQuery.of(Map.of("status", "processing"), "100").any());
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 0",
        "limit, 101",
        "limit, -1",
        "limit, 1.5",
        "limit, ''",
        "limit, ten",
        "limit, 99999999999",
        "offset, -1",
        "offset, x",
        "offset, 9999999999",
        "order, size",
        "sort, DESC",
        "status, done",
        "created_after, yesterday",
        "created_after, 2026-13-01",
        "created_before, 2026-01-01T00:00:00",
        "created_before, 1790000000987",
        "created_before, +999999999-01-01T00:00:00Z",
        "filter, {}"
    })
    void aParameterIsRefusedByItsName(String name, String value) {
        String message = refusal(() -> assets(Map.of(name, value)));
        assertTrue(message.startsWith(name + " "), message);
    }

    private static Described describe(String json) {
        return Described.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), FILE);
    }

    @Test
    void whatADescriptionLeavesOutStays() {
        assertEquals(new Described(FILE.fileName(), FILE.metadata()), describe("{}"));
        assertEquals(new Described("new", FILE.metadata()), describe("{'filename':'new','newer':1}"));
        assertEquals(new Described(FILE.fileName(), "{\"a\":[{}]}"), describe("{'metadata': {'a': [{}]}}"));
        assertEquals(new Described(FILE.fileName(), null), describe("{'filename':null,'metadata':null}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{'filename':''}",
                "{'filename':1}",
                "{'filename':'a\\u0000b'}",
                "{'filename':'a\\ud800'}",
                "{'metadata':[]}",
                "{'metadata':'{}'}",
                "{'metadata':{'a':'\\udc00'}}"
            })
    void aBadDescriptionIsRefused(String json) {
        refusal(() -> describe(json));
    }

    @Test
    void textsAreBounded() {
        assertEquals(
                255,
                describe("{'filename':'" + "x".repeat(255) + "'}").fileName().length());
        refusal(() -> describe("{'filename':'" + "x".repeat(256) + "'}"));
        String full = "{\"a\":\"" + "x".repeat(16_000 - 8) + "\"}";
        assertEquals(full, Described.metadata(full));
        assertEquals(
                "metadata must have at most 16000 characters",
                refusal(() -> Described.metadata(full.replace("a", "aa"))));
    }

    @Test
    void theMetadataOfAFormAreAnObject() {
        assertNull(Described.metadata(null));
        assertEquals("{\"a\":1}", Described.metadata(" {\"a\" : 1}\n"));
        for (String wrong : new String[] {"", "[]", "null", "{", "{} {}", "{\"a\":1,\"a\":2}"}) {
            assertEquals("metadata must be a JSON object", refusal(() -> Described.metadata(wrong)));
        }
    }
}
