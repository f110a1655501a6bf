package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.config.Configuration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A running server for tests, with everything in it and asked over real sockets. It serves the folder of the {@link Clip}s
 * when no other is named.
 */
final class Edge implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path data;
    private final Posterframe server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Edge(Path data, Posterframe server) {
        this.data = data;
        this.server = server;
    }

    /**
     * Starts a server; workers may still be starting.
     *
     * @param options key, value, key, value...
     */
    static Edge start(Path data, String... options) throws IOException {
        Map<String, String> environment = new HashMap<>();
        set(environment, "server.port", "0");
        set(environment, "data", data.toString());
        // a slow machine is no failure
        set(environment, "render.deadline", "2m");
        set(environment, "render.work-timeout", "1m");
        set(environment, "server.drain-timeout", "1m");
        // each is a JVM that starts
        set(environment, "render.workers", "1");
        set(environment, "catalog.folder", Clip.MKV.file().getParent().toString());
        for (int i = 0; i < options.length; i += 2) {
            set(environment, options[i], options[i + 1]);
        }
        return new Edge(data, Posterframe.start(Configuration.settings(Optional.empty(), environment, Map.of())));
    }

    private static void set(Map<String, String> environment, String key, String value) {
        environment.put("POSTERFRAME_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value);
    }

    Edge ready() throws InterruptedException {
        assertTrue(server.awaitReady(PATIENCE), "not ready in time");
        return this;
    }

    int port() {
        return server.port();
    }

    Posterframe server() {
        return server;
    }

    /** The path of a picture of a clip: {@code thumb(Clip.MKV, "width/160")}. */
    static String thumb(Clip clip, String parameters) {
        String file = clip.fileName();
        return thumb(file.substring(0, file.lastIndexOf('.')), parameters);
    }

    static String thumb(String entry, String parameters) {
        return "/p/100/thumbnail/entry_id/" + entry + "/" + parameters;
    }

    Reply get(String target, String... headers) {
        return ask("GET", target, "", headers);
    }

    /** A picture, or the test fails. */
    Reply picture(String target, String... headers) {
        Reply reply = get(target, headers);
        assertEquals(200, reply.status(), () -> target + ": " + reply.text());
        return reply;
    }

    Reply ask(String method, String target, String body, String... headers) {
        return send(method, target, body, headers).join();
    }

    /** Sends a form with one file, {@code multipart/form-data}. */
    Reply upload(String target, Map<String, String> fields, String fileName, byte[] file, String... headers) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        fields.forEach((name, value) -> form.writeBytes(
                ("--edge\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        form.writeBytes(("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(file);
        form.writeBytes("\r\n--edge--\r\n".getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
                .timeout(PATIENCE)
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(BodyPublishers.ofByteArray(form.toByteArray()));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), BodyHandlers.ofByteArray())
                .thenApply(Reply::of)
                .join();
    }

    CompletableFuture<Reply> send(String target) {
        return send("GET", target, "");
    }

    CompletableFuture<Reply> send(String method, String target, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
                .timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), BodyHandlers.ofByteArray()).thenApply(Reply::of);
    }

    MetricsPage metrics() {
        return MetricsPage.parse(get("/metrics").text());
    }

    /** How many pictures workers have made so far. */
    long renders() {
        return (long) metrics().sum("posterframe_renders_total");
    }

    /** How many requests for pictures were read so far. */
    long requestsRead() {
        return (long) metrics().value("posterframe_stage_seconds_count{stage=\"parse\"}");
    }

    /** Holds all workers still, as SIGSTOP does, until they are let go. */
    StoppedWorkers stopWorkers() throws InterruptedException {
        ready();
        return new StoppedWorkers(server.pool().workerIds());
    }

    /** Waits until nothing is under way any more, and checks that nothing was left behind. */
    void settles() {
        Until.holds("the edge is idle", () -> {
            MetricsPage page = metrics();
            return page.value("posterframe_flights") == 0
                    && page.value("posterframe_queue_depth") == 0
                    && page.value("posterframe_workers{state=\"busy\"}") == 0
                    && server.cache().bytesToWrite() == 0;
        });
        Until.holds(
                "no unfinished file is left", () -> files("pictures/unfinished").isEmpty());
    }

    /** The finished files of the disk tier, once everything has been written. */
    List<Path> pictureFiles() {
        settles();
        List<Path> files = new ArrayList<>(files("pictures"));
        files.removeIf(file -> !file.toString().endsWith(".pic"));
        return files;
    }

    private List<Path> files(String folder) {
        Path root = data.resolve(folder);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(Path.of("changing meanwhile: " + e));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
