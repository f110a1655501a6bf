package io.posterframe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.posterframe.admin.AdminApi;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the admin API of a running server; its database can't be opened while it runs. Blocks. */
final class AdminClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final String server;
    private final String token;

    /** @param server scheme, host and port */
    AdminClient(String server, String token) {
        this.server = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
        this.token = token;
    }

    /** @param path behind the API's root; see {@link #encoded} */
    JsonNode get(String path) throws InterruptedException {
        return send(request(path).timeout(TIMEOUT).GET());
    }

    /** Takes as long as it takes. */
    JsonNode importLines(BodyPublisher lines) throws InterruptedException {
        return send(request("/import")
                .header("Content-Type", "application/x-ndjson")
                .POST(lines));
    }

    /** One part of a path. */
    static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(URI.create(server + AdminApi.ROOT + path))
                    .header("Authorization", "Bearer " + token);
        } catch (IllegalArgumentException e) {
            throw new AdminException("the server's URL or the token can't be used: " + server);
        }
    }

    private JsonNode send(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AdminException(refusal(response));
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new AdminException("the server at " + server + " can't be asked: "
                    + (e.getMessage() == null ? "is it running?" : e.getMessage()));
        }
    }

    private String refusal(HttpResponse<String> response) {
        try {
            String detail = json.readTree(response.body()).path("detail").asText();
            if (!detail.isEmpty()) {
                return detail;
            }
        } catch (IOException e) {
            // not one of the admin API's answers
        }
        return "the server at " + server + " answers " + response.statusCode()
                + "; its admin API is on when admin.tokens holds a token";
    }
}
