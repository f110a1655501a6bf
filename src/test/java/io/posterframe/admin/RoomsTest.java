package io.posterframe.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.posterframe.admin.AdminServer.Answer;
import io.posterframe.database.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rooms, and the keys of those who capture them. */
class RoomsTest {
    private static final String URL = "https://live.example.com/a/index.m3u8?token=x%20y";

    @TempDir
    Path folder;

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }

    @ParameterizedTest
    @EnumSource
    void aRoomIsReadAsItWasWritten(TestDatabase kind) throws Exception {
        try (AdminServer server = new AdminServer(kind, folder)) {
            String room = quoted("{'room_id': 'abcd-abcd-abcd', 'url': '" + URL + "', 'quality': 'med',"
                    + " 'orientation': 'portrait', 'apikey': 'key'}");
            Answer made = server.post("/rooms", room).is(201);
            assertEquals("/admin/v1/rooms/abcd-abcd-abcd", made.header("location"));
            JsonNode shown = server.get("/rooms/abcd-abcd-abcd").is(200).json();
            assertEquals(made.json(), shown);
            assertEquals(
                    quoted("{'room_id':'abcd-abcd-abcd','url':'" + URL
                            + "','quality':'med','orientation':'portrait','apikey':'key'}"),
                    shown.toString());
            server.post("/rooms", room).is(409);
            server.put("/rooms/abcd-abcd-abcd", quoted("{'url': '" + URL + "'}"))
                    .is(200);
            JsonNode replaced = server.get("/rooms/abcd-abcd-abcd").is(200).json();
            assertEquals("high", replaced.get("quality").asText());
            assertEquals("landscape", replaced.get("orientation").asText());
            server.patch("/rooms/abcd-abcd-abcd", quoted("{'quality': 'low'}")).is(200);
            server.delete("/rooms/abcd-abcd-abcd").is(204);
            server.get("/rooms/abcd-abcd-abcd").is(404);
            server.delete("/rooms/abcd-abcd-abcd").is(404);
            assertEquals(
                    4, server.changed.stream().filter("abcd-abcd-abcd"::equals).count());
        }
    }

    @ParameterizedTest
    @EnumSource
    void roomsAreListedPageByPage(TestDatabase kind) throws Exception {
        try (AdminServer server = new AdminServer(kind, folder)) {
            for (String id : List.of("c", "a", "b")) {
                server.put("/rooms/" + id, quoted("{'url': '" + URL + "'}")).is(201);
            }
            JsonNode first = server.get("/rooms?limit=2").is(200).json();
            assertEquals(List.of("a", "b"), first.findValuesAsText("room_id"));
            String cursor = first.get("next_cursor").asText();
            JsonNode second =
                    server.get("/rooms?limit=2&cursor=" + cursor).is(200).json();
            assertEquals(List.of("c"), second.findValuesAsText("room_id"));
            server.get("/rooms?partner_id=100").is(400);
        }
    }

    @ParameterizedTest
    @EnumSource
    void allMistakesOfARoomAreTold(TestDatabase kind) throws Exception {
        try (AdminServer server = new AdminServer(kind, folder)) {
            assertEquals(
                    List.of("apikey", "orientation", "quality", "room_id", "secret", "url"),
                    server.post(
                                    "/rooms",
                                    quoted("{'url': 'file:a.m3u8', 'quality': 'best', 'orientation': 1,"
                                            + " 'apikey': '', 'secret': 'x'}"))
                            .is(422)
                            .wrong());
            for (String url : List.of(
                    "upload:a",
                    "ftp://h/a",
                    "httpx://h/a",
                    "http:a",
                    "https://user:word@h/a",
                    "https://h/a#b",
                    "https://h/" + "a".repeat(1400))) {
                assertEquals(
                        List.of("url"),
                        server.put("/rooms/r", quoted("{'url': '" + url + "'}"))
                                .is(422)
                                .wrong(),
                        url);
            }
            server.get("/rooms").is(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSecretIsNeverShown(TestDatabase kind) throws Exception {
        try (AdminServer server = new AdminServer(kind, folder)) {
            String key = quoted("{'apikey': 'key', 'secret': 'the-s3cret'}");
            Answer made = server.post("/capture-keys", key).is(201);
            List<Answer> answers = List.of(
                    made,
                    server.get("/capture-keys").is(200),
                    server.get("/capture-keys/key").is(200),
                    server.put("/capture-keys/key", "{}").is(200),
                    server.patch("/capture-keys/key", "{}").is(200));
            answers.forEach(answer -> assertFalse(answer.text().contains("secret"), answer.text()));
            assertEquals("the-s3cret", secret(server), "a PUT without it leaves it");
            server.put("/capture-keys/key", quoted("{'secret': 'another'}")).is(200);
            assertEquals("another", secret(server));
            assertEquals(
                    List.of("secret"),
                    server.put("/capture-keys/other", "{}").is(422).wrong());
            server.delete("/capture-keys/key").is(204);
            server.get("/capture-keys/key").is(404);
        }
    }

    private static String secret(AdminServer server) {
        return server.database().now(handle -> handle.createQuery("select secret from capture_keys where id = 'key'")
                .mapTo(String.class)
                .one());
    }
}
