package io.posterframe.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.catalog.Medium.Kind;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteCatalogTest {
    private static final Duration FRESH = LookupConfig.DEFAULTS.freshFor();

    private static final long SERVERS = Medium.SERVERS_OFFSET;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private volatile int status = 200;
    private volatile String body = "{}";
    private volatile boolean silent;
    private volatile long nanos;

    private RemoteCatalog catalog;

    @TempDir
    Path media;

    @BeforeEach
    void start() {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await();
        catalog = new RemoteCatalog(
                vertx,
                new RemoteConfig(
                        "http://127.0.0.1:" + server.actualPort() + "/{partner_id}/{entry_id}",
                        List.of("Authorization: Bearer s3cret"),
                        Duration.ofMillis(500),
                        1024,
                        2),
                LookupConfig.DEFAULTS,
                new MediaFiles(vertx, CatalogConfig.of(media, List.of())),
                () -> nanos);
    }

    private void answer(HttpServerRequest request) {
        asked.add(request.path() + " " + request.getHeader("Authorization"));
        if (!silent) {
            request.response()
                    .setStatusCode(status)
                    .putHeader("Location", "/elsewhere")
                    .end(body);
        }
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void readsItsOwnFormAndAsksOnce() {
        body =
                "{\"url\": \"https://h.example/a\", \"kind\": \"video\", \"poster\": \"https://h.example/a.jpg\", \"x\": 1}";
        URI url = URI.create("https://h.example/a");
        assertEquals(Optional.of(new Medium("a b", url, Kind.VIDEO, 0, SERVERS, FRESH)), frame("a b"));
        assertEquals(
                Optional.of(new Medium("a b", URI.create("https://h.example/a.jpg"), Kind.IMAGE, 0, SERVERS, FRESH)),
                Media.find(catalog, "100", "a b"));
        assertEquals(List.of("/100/a%20b Bearer s3cret"), asked);
    }

    @Test
    void readsTheMappingOfNginxVod() throws Exception {
        Path file = Files.createFile(media.resolve("a.mp4")).toRealPath();
        body = "{\"sequences\":[{\"clips\":[{\"type\":\"source\",\"path\":\"" + file + "\"}]}]}";
        assertEquals(Optional.of(new Medium("a", file.toUri(), Kind.VIDEO, 0, SERVERS, FRESH)), frame("a"));
        body = "{\"sequences\":[{\"clips\":[{\"path\":\"https://h.example/b.jpg\"}]}]}";
        assertEquals(
                Optional.of(new Medium("b", URI.create("https://h.example/b.jpg"), Kind.IMAGE, 0, SERVERS, FRESH)),
                frame("b"));
        body = "{\"sequences\":[{\"clips\":[{\"path\":\"/etc/passwd\"}]}]}";
        assertEquals(Failure.OriginRefused.class, failure("c").getClass());
    }

    @Test
    void knowsNoEntryOfWhichTheServiceKnowsNone() {
        for (int none : new int[] {404, 410}) {
            status = none;
            assertEquals(Optional.empty(), frame("a" + none));
            assertEquals(Optional.empty(), frame("a" + none));
        }
        assertEquals(2, asked.size());
        assertEquals(Optional.empty(), frame("../x"));
        assertEquals(2, asked.size());
    }

    @Test
    void failsWhileTheServiceDoesAndServesWhatItKnew() {
        body = "{\"url\": \"https://h.example/a.mp4\"}";
        Optional<Medium> known = frame("a");
        nanos += Duration.ofMinutes(5).toNanos();
        status = 500;
        assertEquals(known, frame("a"));
        assertPassing(failure("b"));
        status = 302;
        assertPassing(failure("c"));
        assertFalse(asked.toString().contains("elsewhere"));
        status = 200;
        body = "x".repeat(2000);
        assertPassing(failure("d"));
        silent = true;
        assertPassing(failure("e"));
        nanos += Duration.ofHours(2).toNanos();
        assertPassing(failure("a"));
    }

    @Test
    void refusesAnswersThatItDoesNotUnderstand() {
        for (String wrong : List.of(
                "",
                "[]",
                "null",
                "not json",
                "{\"url\": 1}",
                "{\"url\": \"\"}",
                "{\"url\": \"ftp://h.example/a\"}",
                "{\"url\": \"upload:1\"}",
                "{\"url\": \"relative.mp4\"}",
                "{\"url\": \"http://h.example/a b\"}",
                "{\"url\": \"https://h.example/a\", \"kind\": \"audio\"}",
                "{\"sequences\": []}",
                "{\"sequences\": [{\"clips\": [{\"type\": \"rateFilter\", \"path\": \"/a\"}]}]}",
                "[".repeat(1000))) {
            body = wrong;
            assertEquals(Failure.OriginFailed.class, failure("a").getClass(), wrong);
        }
    }

    @Test
    void itsConfigurationSaysWhatIsWrongAndKeepsSecrets() {
        RemoteConfig defaults = RemoteConfig.DEFAULTS;
        assertThrows(IllegalArgumentException.class, () -> with("http://{entry_id}/", "A: b"));
        IllegalArgumentException problem =
                assertThrows(IllegalArgumentException.class, () -> with("http://h/{entry_id}", "s3cret\r\nA: b"));
        assertFalse(problem.getMessage().contains("s3cret"));
        assertFalse(with("http://h/{entry_id}", "A: s3cret").toString().contains("s3cret"));
        assertFalse(defaults.isOn());
    }

    private static RemoteConfig with(String url, String header) {
        return new RemoteConfig(url, List.of(header), Duration.ofSeconds(1), 1024, 1);
    }

    private static void assertPassing(Failure failure) {
        assertEquals(Failure.OriginFailed.class, failure.getClass());
        assertEquals(true, failure.passing(), failure.detail());
    }

    private Optional<Medium> frame(String id) {
        return Media.find(catalog, "100", id, true, Poster.CURRENT);
    }

    private Failure failure(String id) {
        return assertThrows(PictureException.class, () -> frame(id)).failure();
    }
}
