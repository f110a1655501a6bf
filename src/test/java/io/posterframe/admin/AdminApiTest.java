package io.posterframe.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.posterframe.admin.AdminServer.Answer;
import io.posterframe.database.TestDatabase;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Over real sockets, on each kind of database. */
class AdminApiTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void anEntryIsCreatedShownReplacedPatchedAndDeleted(TestDatabase kind) throws Exception {
        try (AdminServer server = start(kind)) {
            Answer created = server.post("/entries", quoted("{'id': '0_a', 'partner_id': '100', 'name': 'Ä'}"))
                    .is(201);
            assertEquals("/admin/v1/entries/0_a", created.header("location"));
            assertEquals("no-store", created.header("cache-control"));
            assertEquals(created.json(), server.get("/entries/0_a").is(200).json());
            assertEquals("video", created.json().get("type").asText());
            assertTrue(created.json().get("token").isNull());
            assertEquals(
                    "urn:posterframe:problem:exists",
                    server.post("/entries", quoted("{'id': '0_a', 'partner_id': '100'}"))
                            .is(409)
                            .json()
                            .get("type")
                            .asText());
            Answer replaced = server.put(
                            "/entries/0_a",
                            quoted("{'partner_id': '100', 'status': 'pending', 'default_offset_seconds': 1.5}"))
                    .is(200);
            assertEquals("", replaced.json().get("name").asText());
            assertEquals(1.5, replaced.json().get("default_offset_seconds").asDouble());
            assertEquals(created.json().get("created_at"), replaced.json().get("created_at"));
            Answer patched = server.patch(
                            "/entries/0_a",
                            quoted("{'name': 'B', 'default_offset_seconds': null, 'status': 'deleted'}"))
                    .is(200);
            assertTrue(patched.json().get("default_offset_seconds").isNull());
            assertEquals("deleted", patched.json().get("status").asText());
            // what was answered can be sent back
            server.put("/entries/0_a", patched.text()).is(200);
            assertEquals("", server.delete("/entries/0_a").is(204).text());
            server.get("/entries/0_a").is(404);
            server.delete("/entries/0_a").is(404);
            server.patch("/entries/0_a", "{}").is(404);
            server.put("/entries/0_a", quoted("{'partner_id': '100'}")).is(201);
            assertEquals(List.of("*", "0_a", "0_a", "0_a", "0_a", "0_a", "0_a"), server.changed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTokenIsMadeWhenItIsAskedFor(TestDatabase kind) throws Exception {
        try (AdminServer server = start(kind)) {
            String first = token(server.put("/entries/e", quoted("{'partner_id': '100', 'generate_token': true}")));
            assertTrue(first.matches("[0-9a-f]{32}"), first);
            assertEquals(first, token(server.patch("/entries/e", quoted("{'name': 'x'}"))));
            assertNotEquals(first, token(server.patch("/entries/e", quoted("{'generate_token': true}"))));
            assertEquals("mine", token(server.patch("/entries/e", quoted("{'token': 'mine'}"))));
        }
    }

    private static String token(Answer answer) {
        return answer.json().get("token").asText();
    }

    @ParameterizedTest
    @EnumSource
    void secretsAreWrittenAndNeverRead(TestDatabase kind) throws Exception {
        try (AdminServer server = start(kind)) {
            List<Answer> answers = new ArrayList<>();
            answers.add(server.put("/partners/200", quoted("{'secrets': ['s3cret', 'older']}"))
                    .is(201));
            answers.add(server.put("/partners/200", quoted("{'name': 'kept'}")).is(200));
            answers.add(server.patch("/partners/200", quoted("{'status': 'blocked'}"))
                    .is(200));
            answers.add(server.get("/partners"));
            answers.add(server.put("/partners/200", quoted("{'secrets': ['s3cret bad']}"))
                    .is(422));
            answers.forEach(answer -> assertFalse(answer.text().contains("s3cret"), answer.text()));
            assertEquals(
                    2, server.get("/partners/200").json().get("secret_count").asInt());
            assertEquals(
                    0,
                    server.patch("/partners/200", quoted("{'secrets': null}"))
                            .json()
                            .get("secret_count")
                            .asInt());
        }
    }

    @ParameterizedTest
    @EnumSource
    void pagesFollowEachOtherByCursor(TestDatabase kind) throws Exception {
        try (AdminServer server = start(kind)) {
            server.put("/partners/200", "{}").is(201);
            for (int i = 0; i < 5; i++) {
                server.put("/entries/e" + i, quoted("{'partner_id': '100'}")).is(201);
            }
            server.put("/entries/other", quoted("{'partner_id': '200'}")).is(201);
            List<String> ids = new ArrayList<>();
            String cursor = "";
            for (int pages = 0; pages < 3; pages++) {
                JsonNode page = server.get("/entries?partner_id=100&limit=2" + cursor)
                        .is(200)
                        .json();
                page.get("items").forEach(item -> ids.add(item.get("id").asText()));
                cursor = "&cursor=" + page.get("next_cursor").asText();
            }
            assertEquals("&cursor=null", cursor);
            assertEquals(List.of("e0", "e1", "e2", "e3", "e4"), ids);
            assertEquals(
                    List.of("cursor", "limit", "partner", "partner_id"),
                    server.get("/entries?limit=1001&cursor=%21&partner_id=%27&partner=1")
                            .is(400)
                            .wrong());
        }
    }

    @ParameterizedTest
    @EnumSource
    void flavorsAndThumbnailsAreOfAnEntry(TestDatabase kind) throws Exception {
        try (AdminServer server = start(kind)) {
            server.put("/entries/a%20b", quoted("{'partner_id': '100'}")).is(201);
            Answer flavor = server.post(
                            "/entries/a%20b/flavors",
                            quoted("{'id': 'hd', 'url': 'https://m.example/a.mp4', 'tags': ['web', 'mbr', 'web']}"))
                    .is(201);
            assertEquals("/admin/v1/entries/a%20b/flavors/hd", flavor.header("location"));
            assertEquals("[\"mbr\",\"web\"]", flavor.json().get("tags").toString());
            server.put("/entries/a%20b/thumbnails/1", quoted("{'url': 'upload:1_x', 'current': true}"))
                    .is(201);
            server.put("/entries/a%20b/thumbnails/2", quoted("{'url': 'file:a/b.jpg', 'current': true}"))
                    .is(201);
            assertFalse(server.get("/entries/a%20b/thumbnails/1")
                    .json()
                    .get("current")
                    .asBoolean());
            JsonNode page = server.get("/entries/a%20b/thumbnails?limit=1").json();
            assertEquals(
                    2,
                    server.get("/entries/a%20b/thumbnails?cursor="
                                    + page.get("next_cursor").asText())
                            .json()
                            .get("items")
                            .get(0)
                            .get("version")
                            .asInt());
            server.delete("/entries/a%20b/flavors/hd").is(204);
            server.get("/entries/a%20b/flavors/hd").is(404);
            server.get("/entries/gone/flavors").is(404);
            server.put("/entries/gone/flavors/hd", quoted("{'url': 'https://m.example/a'}"))
                    .is(404);
            server.put("/entries/a%20b/thumbnails/x", quoted("{'url': 'https://m.example/a'}"))
                    .is(422);
            server.put("/widgets/_1", quoted("{'partner_id': '100', 'entry_id': 'a b'}"))
                    .is(201);
            server.changed.clear();
            server.delete("/entries/a%20b").is(204);
            assertEquals(List.of("a b", "_1"), server.changed);
            server.get("/widgets/_1").is(404);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsInUseIsKept(TestDatabase kind) throws Exception {
        try (AdminServer server = start(kind)) {
            server.put("/profiles/p", quoted("{'partner_id': '100'}")).is(201);
            server.put("/entries/e", quoted("{'partner_id': '100', 'profile_id': 'p'}"))
                    .is(201);
            server.delete("/partners/100").is(409);
            server.delete("/profiles/p").is(409);
            server.delete("/entries/e").is(204);
            server.delete("/profiles/p").is(204);
            server.delete("/partners/100").is(204);
        }
    }

    @ParameterizedTest
    @EnumSource
    void allMistakesAreToldAtOnce(TestDatabase kind) throws Exception {
        try (AdminServer server = start(kind)) {
            assertEquals(
                    List.of("default_offset_seconds", "id", "name", "nmae", "partner_id", "type"),
                    server.post(
                                    "/entries",
                                    quoted("{'partner_id': 100, 'name': 'a\\u0000', 'type': 'audio',"
                                            + " 'default_offset_seconds': 1e999, 'nmae': 1}"))
                            .is(422)
                            .wrong());
            assertEquals(
                    List.of("partner_id", "profile_id"),
                    server.post("/entries", quoted("{'id': 'e', 'partner_id': '404', 'profile_id': 'gone'}"))
                            .is(422)
                            .wrong());
            assertEquals(
                    List.of("entry_id", "partner_id"),
                    server.put("/widgets/w", quoted("{'partner_id': '404', 'entry_id': 'gone'}"))
                            .is(422)
                            .wrong());
            assertEquals(
                    List.of("allowed_sites[1]", "denied_addresses[0]", "session_required"),
                    server.put(
                                    "/profiles/p",
                                    quoted("{'partner_id': '100', 'allowed_sites': ['A.example', 'http://b'],"
                                            + " 'denied_addresses': ['1.2.3.4/33'], 'session_required': 'yes'}"))
                            .is(422)
                            .wrong());
            assertEquals(
                    List.of("id"),
                    server.put("/partners/100", quoted("{'id': '101'}")).is(422).wrong());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aUrlLeadsNowhereElse(TestDatabase kind) throws Exception {
        try (AdminServer server = start(kind)) {
            server.put("/entries/e", quoted("{'partner_id': '100'}")).is(201);
            List<String> bad = List.of(
                    "ftp://m.example/a",
                    "javascript:alert(1)",
                    "https:///a",
                    "https://user:word@m.example/a",
                    "https://m.example/a#b",
                    "https://m.example/a b",
                    "file:../../etc/passwd",
                    "file:a/%2e%2e/b",
                    "file:a%00",
                    "file://host/a",
                    "//m.example/a",
                    "",
                    "https://m.example/" + "a".repeat(1500));
            for (String url : bad) {
                assertEquals(
                        List.of("url"),
                        server.put("/entries/e/flavors/f", "{\"url\": \"" + url + "\"}")
                                .is(422)
                                .wrong(),
                        url);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void hostileIdsAreIdsOrRefused(TestDatabase kind) throws Exception {
        try (AdminServer server = start(kind)) {
            List<String> hostile = List.of(
                    "'; drop table entries; --",
                    "\" or 1=1",
                    "../../etc/passwd",
                    "..\\..\\x",
                    "a\u0000b",
                    "%00",
                    "ä日本😀",
                    "a%2Fb",
                    "x".repeat(10_000),
                    ".hidden",
                    "*");
            List<String> paths = List.of(
                    "/partners/%s",
                    "/profiles/%s",
                    "/entries/%s",
                    "/widgets/%s",
                    "/entries/%s/flavors",
                    "/entries/e/flavors/%s",
                    "/entries/e/thumbnails/%s");
            server.put("/entries/e", quoted("{'partner_id': '100'}")).is(201);
            for (String id : hostile) {
                String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace(".", "%2E");
                for (String path : paths) {
                    Answer answer = server.get(path.formatted(encoded));
                    assertEquals(404, answer.status(), path + " of " + id + ": " + answer.text());
                }
                boolean acceptable = id.length() <= 128
                        && !id.contains("..")
                        && !id.contains("\\")
                        && !id.contains("\u0000")
                        && !id.startsWith(".");
                Answer put = server.put("/entries/" + encoded, quoted("{'partner_id': '100'}"));
                assertEquals(acceptable ? 201 : 404, put.status(), id);
                if (acceptable) {
                    assertEquals(
                            id,
                            server.get("/entries/" + encoded)
                                    .is(200)
                                    .json()
                                    .get("id")
                                    .asText());
                }
                server.get("/entries?partner_id=" + encoded).is(400);
            }
            server.post("/entries", quoted("{'id': '\\ud800', 'partner_id': '100'}"))
                    .is(422);
            server.get("/entries").is(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoWhoPutTheSameBothSucceed(TestDatabase kind) throws Exception {
        try (AdminServer server = start(kind)) {
            for (int round = 0; round < 5; round++) {
                String path = "/entries/e" + round;
                List<CompletableFuture<Answer>> puts = IntStream.range(0, 8)
                        .mapToObj(i -> server.send(
                                "PUT",
                                path,
                                "application/json",
                                BodyPublishers.ofString(quoted("{'partner_id': '100', 'name': 'n" + i + "'}"))))
                        .toList();
                List<Integer> statuses =
                        puts.stream().map(put -> put.join().status()).sorted().toList();
                assertEquals(List.of(200, 200, 200, 200, 200, 200, 200, 201), statuses);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeTakenIsAProblemToo(TestDatabase kind) throws Exception {
        try (AdminServer server = start(kind)) {
            String token = "Bearer " + AdminServer.TOKEN;
            for (String wrong :
                    List.of("Bearer nothing", "Basic YTpi", "Bearer", token + "x", "Bearer " + "x".repeat(5000))) {
                Answer answer = server.ask("GET", "/partners", "", "", "Authorization", wrong)
                        .is(401);
                assertEquals("Bearer realm=\"posterframe\"", answer.header("www-authenticate"));
                assertEquals("application/problem+json", answer.header("content-type"));
            }
            server.ask("GET", "/partners", "", "", "Accept", "*/*").is(401);
            server.ask("GET", "/partners", "", "", "Authorization", token, "Accept", "text/html")
                    .is(406);
            server.ask("GET", "/partners", "", "", "Authorization", token, "Accept", "application/*;q=0.5")
                    .is(200);
            server.ask("POST", "/partners", "text/plain", "{}").is(415);
            server.ask("PATCH", "/partners/100", "application/json", "{}").is(200);
            server.ask("PUT", "/partners/100", "application/merge-patch+json", "{}")
                    .is(415);
            assertEquals("GET, POST", server.delete("/partners").is(405).header("allow"));
            assertEquals("GET", server.delete("/openapi.json").is(405).header("allow"));
            server.get("/nothing").is(404);
            server.post("/partners", "{").is(400);
            server.post("/partners", "[]").is(400);
            server.post("/partners", "{} {}").is(400);
            server.post("/partners", quoted("{'id': '1', 'id': '2'}")).is(400);
            server.post("/partners", "{\"a\":".repeat(1000)).is(400);
            server.post("/partners", "{\"name\": \"" + "x".repeat(AdminApi.MAX_BODY) + "\"}")
                    .is(413);
            server.ask("GET", "/openapi.json", "", "", "Accept", "application/json")
                    .is(200);
        }
    }

    private AdminServer start(TestDatabase kind) throws Exception {
        AdminServer server = new AdminServer(kind, folder);
        if (server.get("/partners/100").status() == 404) {
            server.post("/partners", quoted("{'id': '100'}")).is(201);
        }
        return server;
    }

    /** JSON with quotes that Java needn't escape. */
    private static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
