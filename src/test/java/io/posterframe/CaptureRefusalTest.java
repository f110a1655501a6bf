package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.posterframe.dialect.capture.Tokens;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What a caller of VideoSDK's capture is told when there is no picture. */
class CaptureRefusalTest {
    static final String CAPTURE = "/v2/hls/capture";
    static final String KEYS = "[{apikey: " + Tokens.APIKEY + ", secret: " + Tokens.SECRET + "}]";
    private static final String ROOM = "{\"roomId\":\"abcd-abcd-abcd\"}";
    private static final String JSON = "application/json";

    private static final Queue<String> LOGGED = new ConcurrentLinkedQueue<>();
    private static final AppenderBase<ILoggingEvent> LOG = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            LOGGED.add(event.getFormattedMessage() + " " + event.getThrowableProxy());
        }
    };

    @TempDir
    static Path data;

    private static Edge edge;
    private static AdminCalls admin;

    @BeforeAll
    static void start() throws Exception {
        LOG.start();
        for (String name : new String[] {Logger.ROOT_LOGGER_NAME, "access"}) {
            ((Logger) LoggerFactory.getLogger(name)).addAppender(LOG);
        }
        edge = Edge.start(data, AdminCalls.options("server.access-log", "true", "capture.keys", KEYS));
        admin = new AdminCalls(edge);
        // 192.0.2.0/24 is nobody's, and not allowed
        admin.put("rooms/abcd-abcd-abcd", "{'url': 'http://192.0.2.1/live.m3u8', 'quality': 'med'}");
    }

    @AfterAll
    static void stop() {
        edge.close();
        for (String name : new String[] {Logger.ROOT_LOGGER_NAME, "access"}) {
            ((Logger) LoggerFactory.getLogger(name)).detachAppender(LOG);
        }
    }

    private static Reply capture(String token, String body) {
        return edge.ask("POST", CAPTURE, body, "Authorization", token, "Content-Type", JSON);
    }

    /** Its status and code, when it is an error as the vendor's client reads them. */
    private static String error(Reply reply) {
        JsonObject error = new JsonObject(reply.text());
        assertEquals(JSON, reply.header("content-type"));
        assertEquals("*", reply.header("access-control-allow-origin"));
        assertFalse(error.getString("message").isEmpty());
        assertTrue(reply.header("cache-control").contains("no-store"), reply.headers()::toString);
        return reply.status() + " " + error.getString("code");
    }

    @Test
    void aStreamThatCanNotBeFetchedIsNotAcceptable() {
        assertEquals("406 fetch_error", error(capture(Tokens.good(), ROOM)));
    }

    @Test
    void anUnknownRoomIsNotFound() {
        Reply reply = capture(Tokens.good(), "{\"roomId\":\"nowhere\"}");
        assertEquals("404 resource_not_found", error(reply));
        assertEquals("Room not found.", new JsonObject(reply.text()).getString("message"));
    }

    @Test
    void aTokenCountsBeforeTheBody() {
        assertEquals("401 invalid_token", error(capture("Bearer " + Tokens.good(), "no JSON")));
        assertEquals("401 invalid_token", error(edge.ask("POST", CAPTURE, ROOM, "Content-Type", JSON)));
        assertEquals("400 invalid_params", error(capture(Tokens.good(), "no JSON")));
        assertEquals("400 invalid_params", error(capture(Tokens.good(), "")));
    }

    @Test
    void aTokenForARoomOpensNoOther() {
        Instant now = Instant.now();
        String other = Tokens.signed(Tokens.payload(Tokens.APIKEY, now, now.plusSeconds(60), ",'roomId':'other'"));
        assertEquals("403 unauthorized_token", error(capture(other, ROOM)));
        String same =
                Tokens.signed(Tokens.payload(Tokens.APIKEY, now, now.plusSeconds(60), ",'roomId':'abcd-abcd-abcd'"));
        assertEquals("406 fetch_error", error(capture(same, ROOM)));
    }

    @Test
    void aRoomOfAKeyIsNotThereForAnother() {
        admin.put("rooms/owned", "{'url': 'http://192.0.2.1/live.m3u8', 'apikey': 'somebody'}");
        assertEquals("404 resource_not_found", error(capture(Tokens.good(), "{\"roomId\":\"owned\"}")));
        admin.put("rooms/owned", "{'url': 'http://192.0.2.1/live.m3u8', 'apikey': '" + Tokens.APIKEY + "'}");
        assertEquals("406 fetch_error", error(capture(Tokens.good(), "{\"roomId\":\"owned\"}")));
    }

    @Test
    void aKeyAndARoomCountFromTheirWriteToTheirDeletion() {
        Instant now = Instant.now();
        String token = Tokens.signed(
                "{'alg':'HS256'}",
                Tokens.payload("stored-key", now, now.plusSeconds(60), ""),
                "HmacSHA256",
                "a-stored-secret");
        String body = "{\"roomId\":\"passing\"}";
        assertEquals("401 invalid_token", error(capture(token, body)));
        admin.put("capture-keys/stored-key", "{'secret': 'a-stored-secret'}");
        assertEquals("404 resource_not_found", error(capture(token, body)));
        admin.put("rooms/passing", "{'url': 'http://192.0.2.1/live.m3u8'}");
        assertEquals("406 fetch_error", error(capture(token, body)));
        assertEquals(204, admin.ask("DELETE", "rooms/passing", "").status());
        assertEquals("404 resource_not_found", error(capture(token, body)));
        admin.put("capture-keys/stored-key", "{'secret': 'another-secret'}");
        assertEquals("401 invalid_token", error(capture(token, body)));
        assertFalse(admin.ask("GET", "capture-keys/stored-key", "").text().contains("secret"));
        assertEquals(204, admin.ask("DELETE", "capture-keys/stored-key", "").status());
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/x-www-form-urlencoded", "application/jsonp", "multipart/form-data"})
    void anotherTypeOfBodyIsRefused(String type) {
        Reply reply = edge.ask("POST", CAPTURE, ROOM, "Authorization", Tokens.good(), "Content-Type", type);
        assertEquals("400 invalid_params", error(reply));
    }

    @Test
    void aTypeMayHaveParameters() {
        Reply reply = edge.ask(
                "POST",
                CAPTURE,
                ROOM,
                "Authorization",
                Tokens.good(),
                "Content-Type",
                "Application/JSON; charset=utf-8");
        assertEquals("406 fetch_error", error(reply));
    }

    @Test
    void aBodyIsBounded() {
        Reply reply = capture(Tokens.good(), "{\"x\":\"" + "x".repeat(17 << 10) + "\"}");
        assertEquals("413 invalid_params", error(reply));
    }

    @Test
    void aPictureMayBeTooLarge() {
        Reply reply = capture(Tokens.good(), ROOM.replace("}", ",\"width\":10000,\"height\":10000}"));
        assertEquals("400 invalid_params", error(reply));
    }

    @Test
    void twoTokensAreNone() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + CAPTURE))
                .header("Authorization", Tokens.good())
                .header("Authorization", Tokens.good())
                .header("Content-Type", JSON)
                .POST(HttpRequest.BodyPublishers.ofString(ROOM))
                .build();
        assertEquals(
                401,
                HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode());
    }

    @Test
    void otherMethodsAndPreflightsAreAnswered() {
        Reply get = edge.get(CAPTURE);
        assertEquals(405, get.status());
        assertEquals("POST, OPTIONS", get.header("allow"));
        Reply preflight = edge.ask("OPTIONS", CAPTURE, "");
        assertEquals(200, preflight.status());
        assertTrue(preflight.header("access-control-allow-headers").contains("Authorization"));
        assertEquals("*", preflight.header("access-control-allow-origin"));
        assertEquals(405, edge.ask("DELETE", "/thumbnail/a.jpg", "").status());
        assertEquals(200, edge.ask("OPTIONS", "/thumbnail/a.jpg", "").status());
    }

    @Test
    void anUnknownThumbnailIsNotFound() {
        for (String name : List.of("0".repeat(32) + ".jpg", "node", "a%2Fb.jpg", "%00.jpg", "..%2F..%2Fconfig")) {
            Reply reply = edge.get("/thumbnail/" + name);
            assertEquals(404, reply.status(), name);
            assertEquals("resource_not_found", new JsonObject(reply.text()).getString("code"));
        }
    }

    @Test
    void noTokenAndNoSecretIsEverLogged() {
        String token = Tokens.good();
        capture(token, ROOM);
        capture("Bearer " + token, ROOM);
        String signature = token.substring(token.lastIndexOf('.') + 1);
        Until.holds(
                "both are logged",
                () -> LOGGED.stream().filter(line -> line.contains(CAPTURE)).count() >= 2);
        for (String secret : List.of(signature, Tokens.SECRET, "a-stored-secret")) {
            assertTrue(LOGGED.stream().noneMatch(line -> line.contains(secret)), secret);
        }
    }

    @Test
    void anApiThatIsOffIsNotThere(@TempDir Path other) throws Exception {
        try (Edge off = Edge.start(other, "capture.keys", KEYS, "capture.enabled", "false")) {
            Reply reply = off.ask("POST", CAPTURE, ROOM, "Authorization", Tokens.good(), "Content-Type", JSON);
            assertEquals(404, reply.status());
            assertEquals(404, off.get("/thumbnail/" + "0".repeat(32) + ".jpg").status());
        }
    }

    @Test
    void whoAsksTooOftenHasToWait(@TempDir Path other) throws Exception {
        try (Edge limited = Edge.start(
                other,
                "capture.keys",
                KEYS,
                "limits.partner.requests-per-second",
                "1",
                "limits.partner.burst",
                "3",
                "limits.failed-credentials.requests-per-second",
                "1",
                "limits.failed-credentials.burst",
                "2")) {
            String[] good = {"Authorization", Tokens.good(), "Content-Type", JSON};
            List<Reply> replies =
                    IntStream.range(0, 20).mapToObj(i -> limited.send("POST", CAPTURE, ROOM, good)).toList().stream()
                            .map(CompletableFuture::join)
                            .toList();
            Reply refused = replies.stream()
                    .filter(reply -> reply.status() == 429)
                    .findFirst()
                    .orElseThrow();
            assertEquals("429 rate_limited", error(refused));
            assertTrue(Integer.parseInt(refused.header("retry-after")) >= 1);
            assertEquals("3", refused.header("ratelimit-limit"));
            assertTrue(replies.stream().filter(reply -> reply.status() == 404).count() >= 3);
            String[] bad = {"Authorization", "wrong", "Content-Type", JSON};
            List<Integer> statuses = IntStream.range(0, 20)
                    .mapToObj(i -> limited.ask("POST", CAPTURE, ROOM, bad).status())
                    .toList();
            assertTrue(statuses.contains(401) && statuses.contains(429), statuses::toString);
            assertNull(replies.get(0).header("www-authenticate"));
        }
    }
}
