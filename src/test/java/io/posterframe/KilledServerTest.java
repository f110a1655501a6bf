package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.cli.Main;
import io.posterframe.clips.Clip;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a database of its own that is killed by SIGKILL in the middle of writes. */
class KilledServerTest {
    private static final int WRITERS = 3;
    private static final int WRITES = 90;
    private static final Pattern GREETING = Pattern.compile("listens on http://127\\.0\\.0\\.1:(\\d+) ");
    private static final String FLAVOR = "{\"url\": \"" + Clip.MKV.file().toUri() + "\"}";

    @TempDir
    Path temp;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger next = new AtomicInteger();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private URI base;

    @Test
    void whatItHasAcknowledgedIsThereAfterwards() throws Exception {
        Process server = start();
        try {
            base = URI.create("http://127.0.0.1:" + port());
            assertEquals(201, put("partners/100", "{}"));
            ArrayList<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(new Thread(this::write, "writer"));
            }
            writers.forEach(Thread::start);
            Until.holds("enough was written", () -> acknowledged.size() >= WRITES || !server.isAlive());
            assertTrue(server.isAlive(), () -> "the server ended by itself: " + output());
            server.destroyForcibly().waitFor();
            for (Thread writer : writers) {
                writer.join();
            }
        } finally {
            server.destroyForcibly().waitFor();
        }
        try (Edge edge = Edge.start(temp.resolve("data"), AdminCalls.options()).ready()) {
            AdminCalls admin = new AdminCalls(edge);
            for (String entry : acknowledged) {
                Reply flavor = admin.ask("GET", "entries/" + entry + "/flavors/only", "");
                assertEquals(200, flavor.status(), entry + ": " + flavor.text());
                assertEquals(Clip.MKV.file().toUri().toString(), new JsonObject(flavor.text()).getString("url"));
            }
            int there = new JsonObject(
                            admin.ask("GET", "entries?limit=1000", "").text())
                    .getJsonArray("items")
                    .size();
            assertTrue(
                    there >= acknowledged.size() && there <= acknowledged.size() + WRITERS, () -> there + " entries");
            for (String entry : acknowledged.stream().limit(5).toList()) {
                assertEquals(
                        25,
                        edge.picture(Edge.thumb(entry, "width/160/vid_sec/1")).frame());
            }
            admin.video("0_after", "100", Clip.MKV, "");
            edge.picture(Edge.thumb("0_after", "width/160"));
            edge.settles();
        }
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve");
        builder.environment().put("POSTERFRAME_SERVER_PORT", "0");
        builder.environment().put("POSTERFRAME_RENDER_WORKERS", "1");
        builder.environment().put("POSTERFRAME_DATA", temp.resolve("data").toString());
        builder.environment()
                .put("POSTERFRAME_CATALOG_FOLDER", Clip.MKV.file().getParent().toString());
        builder.environment().put("POSTERFRAME_ADMIN_TOKENS", "[" + AdminCalls.TOKEN + "]");
        return builder.redirectErrorStream(true)
                .redirectOutput(temp.resolve("output").toFile())
                .start();
    }

    private String output() {
        try {
            return Files.readString(temp.resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String port() {
        Until.holds("it listens", () -> GREETING.matcher(output()).find());
        Matcher greeting = GREETING.matcher(output());
        assertTrue(greeting.find());
        return greeting.group(1);
    }

    /** One entry with its flavor after the other, until the server is gone. */
    private void write() {
        try {
            while (true) {
                String entry = "0_" + next.incrementAndGet();
                boolean stored = put("entries/" + entry, "{\"partner_id\": \"100\"}") == 201
                        && put("entries/" + entry + "/flavors/only", FLAVOR) == 201;
                if (!stored) {
                    return;
                }
                acknowledged.add(entry);
            }
        } catch (IOException gone) {
            // it was killed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int put(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/admin/v1/" + path))
                .header("Authorization", "Bearer " + AdminCalls.TOKEN)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }
}
