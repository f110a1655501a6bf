package io.posterframe.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.posterframe.Until;
import io.posterframe.admin.AdminServer.Answer;
import io.posterframe.database.TestDatabase;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImportTest {
    private static final String NDJSON = "application/x-ndjson";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aLineReplacesAnEntryAndWhatBelongsToIt(TestDatabase kind) throws Exception {
        try (AdminServer server = start(kind)) {
            server.put("/entries/b", quoted("{'partner_id': '100', 'name': 'old'}"))
                    .is(201);
            server.put("/entries/b/flavors/old", quoted("{'url': 'https://m.example/old'}"))
                    .is(201);
            server.changed.clear();
            Answer answer = server.ask(
                            "POST",
                            "/import",
                            NDJSON,
                            quoted(
                                    """
                                    {'id': 'b', 'partner_id': '100', 'name': 'new', 'widgets': ['_b'], 'flavors': [{'id': 'hd', 'url': 'https://m.example/hd'}]}

                                    {'id': 'a', 'partner_id': '100', 'thumbnails': [{'version': 3, 'url': 'file:a.jpg', 'current': true}]}\r
                                    {'id': 'a', 'partner_id': '100', 'name': 'the later line'}"""))
                    .is(200);
            assertEquals(quoted("{'imported':3,'failed':0,'errors':[]}"), answer.text());
            assertEquals("new", server.get("/entries/b").json().get("name").asText());
            assertEquals(List.of("hd"), server.get("/entries/b/flavors").json().findValuesAsText("id"));
            assertEquals("b", server.get("/widgets/_b").json().get("entry_id").asText());
            assertEquals(
                    "the later line",
                    server.get("/entries/a").json().get("name").asText());
            assertEquals(
                    0, server.get("/entries/a/thumbnails").json().get("items").size());
            assertEquals(List.of("a", "b", "_b"), server.changed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBadLineIsToldAndSkipped(TestDatabase kind) throws Exception {
        try (AdminServer server = start(kind)) {
            Answer answer = server.ask(
                            "POST",
                            "/import",
                            NDJSON,
                            quoted(
                                    """
                                    {'id': 'good', 'partner_id': '100'}
                                    {'id': 'e', 'partner_id': '100', 'flavors': [{'id': 'a', 'url': 'x'}, {'id': 'a', 'url': 'file:b'}]}
                                    {'id': '%s'}
                                    nonsense
                                    {'id': 'e', 'partner_id': '404', 'profile_id': 'gone'}
                                    {'id': 'e', 'partner_id': '404', 'profile_id': 'gone'}
                                    {'id': 'e', 'partner_id': '100', 'thumbnails': [{'version': 1, 'url': 'file:b', 'current': true}, {'version': 2, 'url': 'file:b', 'current': true}]}
                                    {'id': 'also good', 'partner_id': '100'}
                                    """
                                            .formatted("x".repeat(Imports.MAX_LINE))))
                    .is(200);
            JsonNode report = answer.json();
            assertEquals(2, report.get("imported").asInt());
            assertEquals(6, report.get("failed").asInt());
            List<String> errors = new ArrayList<>();
            report.get("errors")
                    .forEach(error -> errors.add(
                            error.get("line").asInt() + " " + error.get("field").asText()));
            assertEquals(
                    List.of(
                            "2 flavors[0].url",
                            "2 flavors[1]",
                            "3 ",
                            "4 ",
                            "5 partner_id",
                            "5 profile_id",
                            "6 partner_id",
                            "7 thumbnails"),
                    errors);
            assertEquals(
                    List.of("also good", "good"), server.get("/entries").json().findValuesAsText("id"));
        }
    }

    @Test
    void onlyTheFirstMistakesAreTold() throws Exception {
        try (AdminServer server = start(TestDatabase.H2)) {
            JsonNode report = server.ask("POST", "/import", NDJSON, "x\n".repeat(1500))
                    .is(200)
                    .json();
            assertEquals(1500, report.get("failed").asInt());
            assertEquals(ImportReport.MAX_MISTAKES, report.get("errors").size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyAreImported(TestDatabase kind) throws Exception {
        int count = 5_000;
        try (AdminServer server = start(kind)) {
            Answer answer = server.send(
                            "POST", "/import", NDJSON, BodyPublishers.ofByteArrays(() -> IntStream.range(0, count)
                                    .mapToObj(i -> line(i).getBytes(StandardCharsets.UTF_8))
                                    .iterator()))
                    .join()
                    .is(200);
            assertEquals(count, answer.json().get("imported").asInt());
            long stored = server.database().now(handle -> handle.createQuery("select count(*) from flavors")
                    .mapTo(Long.class)
                    .one());
            assertEquals(2L * count, stored);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneImportTooManyIsRefusedAndWhatWasStoredStaysWhenAClientLeaves(TestDatabase kind) throws Exception {
        PipedOutputStream lines = new PipedOutputStream();
        try (AdminServer server = start(kind);
                InputStream piped = new PipedInputStream(lines, 1 << 20)) {
            CompletableFuture<Answer> slow =
                    server.send("POST", "/import", NDJSON, BodyPublishers.ofInputStream(() -> piped));
            lines.write(lines(0, 600));
            lines.flush();
            Until.holds(
                    "an entry is stored",
                    () -> server.get("/entries?limit=1").json().get("items").size() == 1);
            Answer refused = server.ask("POST", "/import", NDJSON, line(1)).is(503);
            assertEquals("5", refused.header("retry-after"));
            lines.close();
            assertEquals(600, slow.join().is(200).json().get("imported").asInt());

            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                socket.getOutputStream()
                        .write(("POST /admin/v1/import HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                        + AdminServer.TOKEN + "\r\nContent-Type: " + NDJSON
                                        + "\r\nContent-Length: 10000000\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(lines(600, 1200));
                Until.holds(
                        "the batch is stored",
                        () -> server.get("/entries/e000600").status() == 200);
            }
            // the place of the one that left is free again
            Until.holds(
                    "an import is taken again",
                    () -> server.ask("POST", "/import", NDJSON, line(0)).status() == 200);
            server.get("/entries/e000600").is(200);
        }
    }

    @Test
    void anImportIsRefusedBeforeItIsRead() throws Exception {
        try (AdminServer server = start(TestDatabase.H2)) {
            server.ask("POST", "/import", "application/json", line(0)).is(415);
            server.ask("POST", "/import", NDJSON, line(0), "Authorization", "Bearer x")
                    .is(401);
            server.ask(
                            "POST",
                            "/import",
                            NDJSON,
                            line(0),
                            "Content-Encoding",
                            "gzip",
                            "Authorization",
                            "Bearer " + AdminServer.TOKEN)
                    .is(415);
            assertEquals("POST", server.get("/import").is(405).header("allow"));
            assertEquals(
                    0,
                    server.ask("POST", "/import", NDJSON, "")
                            .is(200)
                            .json()
                            .get("imported")
                            .asInt());
        }
    }

    private AdminServer start(TestDatabase kind) throws Exception {
        AdminServer server = new AdminServer(kind, folder);
        server.post("/partners", quoted("{'id': '100'}")).is(201);
        return server;
    }

    private static byte[] lines(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(ImportTest::line)
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** As long as lines are. */
    private static String line(int i) {
        return quoted("{'id': 'e%06d', 'partner_id': '100', 'name': 'Entry number %d', 'flavors': [".formatted(i, i)
                + "{'id': 'hd', 'url': 'https://media.example/%d/hd.mp4', 'bitrate_kbps': 2500, 'tags': ['web']},"
                        .formatted(i)
                + "{'id': 'sd', 'url': 'https://media.example/%d/sd.mp4', 'bitrate_kbps': 800}], ".formatted(i)
                + "'thumbnails': [{'version': 1, 'url': 'https://media.example/%d/1.jpg', 'current': true}]}\n"
                        .formatted(i));
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
