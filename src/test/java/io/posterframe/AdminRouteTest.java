package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a whole server answers the admin API. */
class AdminRouteTest {
    private static final String TOKEN = "sixteen-characters-and-more";
    private static final String DOCUMENT = "/admin/v1/openapi.json";

    @TempDir
    Path data;

    @Test
    void itIsOffWithoutATokenAndOnBesideThePicturesWithOne() throws Exception {
        try (Edge edge = Edge.start(data)) {
            assertEquals(404, edge.get(DOCUMENT).status());
            assertEquals(
                    404,
                    edge.get("/admin/v1/partners", "Authorization", "Bearer " + TOKEN)
                            .status());
        }
        try (Edge edge = Edge.start(data, "admin.tokens", "[" + TOKEN + "]")) {
            assertEquals(200, edge.get(DOCUMENT).status());
            assertEquals(401, edge.get("/admin/v1/partners").status());
            Reply created = edge.ask(
                    "PUT",
                    "/admin/v1/partners/100",
                    "{}",
                    "Authorization",
                    "Bearer " + TOKEN,
                    "Content-Type",
                    "application/json");
            assertEquals(201, created.status(), created.text());
            Reply tooLarge = edge.ask(
                    "PUT",
                    "/admin/v1/partners/100",
                    " ".repeat((1 << 20) + 1),
                    "Authorization",
                    "Bearer " + TOKEN,
                    "Content-Type",
                    "application/json");
            assertEquals(413, tooLarge.status());
            assertEquals("application/problem+json", tooLarge.header("content-type"));
        }
    }

    @Test
    void aListenerOfItsOwnIsTheOnlyOne() throws Exception {
        try (Edge edge = Edge.start(data, "admin.tokens", "[" + TOKEN + "]", "admin.host", "127.0.0.1")) {
            assertEquals(404, edge.get(DOCUMENT).status());
            URI own = URI.create("http://127.0.0.1:" + edge.server().adminPort());
            assertEquals(200, status(own.resolve(DOCUMENT)));
            assertEquals(404, status(own.resolve("/health")));
        }
    }

    private static int status(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
