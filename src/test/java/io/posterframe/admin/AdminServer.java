package io.posterframe.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.posterframe.database.Database;
import io.posterframe.database.TestDatabase;
import io.posterframe.job.FrameJob;
import io.posterframe.job.JobRegister;
import io.posterframe.purge.Purge;
import io.posterframe.purge.Purged;
import io.posterframe.store.Changes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** The admin API on a port of this machine, with a database of its own and asked over real sockets. */
public final class AdminServer implements AutoCloseable {
    public static final String TOKEN = "a token of tests that is long enough".replace(' ', '-');

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private final AdminApi api;
    private final AdminListener listener;
    private final int port;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What the API told of its writes: ids, or {@code *} for everything. */
    final List<String> changed = new CopyOnWriteArrayList<>();

    private final List<Purge> purges = new CopyOnWriteArrayList<>();

    /** An answer. */
    public record Answer(int status, String text, HttpResponse<String> response) {
        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new IllegalStateException(text, e);
            }
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** It, when it has this status. */
        Answer is(int expected) {
            assertEquals(expected, status, text);
            return this;
        }

        /** The names of the fields that are wrong, sorted. */
        List<String> wrong() {
            assertEquals("application/problem+json", header("content-type"));
            return json().findValuesAsText("field").stream().sorted().toList();
        }
    }

    /** There are none. */
    private static final class NoJobs implements JobRegister {
        @Override
        public Future<List<FrameJob>> after(Optional<String> partnerId, String id, int limit) {
            return Future.succeededFuture(List.of());
        }

        @Override
        public Future<Optional<FrameJob>> find(String id) {
            return Future.succeededFuture(Optional.empty());
        }

        @Override
        public Future<Boolean> delete(FrameJob job) {
            return Future.succeededFuture(false);
        }
    }

    public AdminServer(TestDatabase kind, Path folder) throws IOException {
        database = kind.open(vertx, folder);
        AdminConfig config = new AdminConfig(List.of("another-token-of-the-tests", TOKEN), "127.0.0.1", 0, 1);
        Changes changes = new Changes() {
            @Override
            public void entries(Collection<String> ids) {
                changed.addAll(ids);
            }

            @Override
            public void everything() {
                changed.add("*");
            }
        };
        api = new AdminApi(vertx, config, database, new NoJobs(), this::purge, changes, InstantSource.system());
        listener = new AdminListener(vertx, config, api, RoutingContext::next);
        port = listener.start().await();
    }

    private Future<Purged> purge(Purge purge) {
        purges.add(purge);
        return Future.succeededFuture(new Purged(2, 3));
    }

    /** What was purged. */
    List<Purge> purges() {
        return purges;
    }

    Database database() {
        return database;
    }

    AdminApi api() {
        return api;
    }

    public int port() {
        return port;
    }

    Answer get(String path) {
        return ask("GET", path, "", "");
    }

    Answer post(String path, String json) {
        return ask("POST", path, "application/json", json);
    }

    public Answer put(String path, String json) {
        return ask("PUT", path, "application/json", json);
    }

    Answer patch(String path, String json) {
        return ask("PATCH", path, "application/merge-patch+json", json);
    }

    Answer delete(String path) {
        return ask("DELETE", path, "", "");
    }

    Answer ask(String method, String path, String type, String body, String... headers) {
        return send(
                        method,
                        path,
                        type,
                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                        headers)
                .join();
    }

    /** @param headers replace the token */
    CompletableFuture<Answer> send(String method, String path, String type, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + AdminApi.ROOT + path))
                .timeout(Duration.ofMinutes(2))
                .method(method, body);
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        request.headers(headers.length > 0 ? headers : new String[] {"Authorization", "Bearer " + TOKEN});
        return client.sendAsync(request.build(), BodyHandlers.ofString())
                .thenApply(response -> new Answer(response.statusCode(), response.body(), response));
    }

    @Override
    public void close() {
        listener.close().await();
        database.close();
        vertx.close().await();
    }
}
