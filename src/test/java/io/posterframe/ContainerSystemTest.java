package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.posterframe.kubernetes.Manifests;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container image, as far as it can be tried without a container engine. */
@Tag("system")
class ContainerSystemTest {
    private static final String PICTURE = "/p/100/thumbnail/entry_id/sample/width/320/vid_sec/2.5";
    private static final int ENDED_BY_SIGTERM = 143;

    /** The sample clip is made by whichever test comes first. */
    @TempDir
    private static Path data;

    @TempDir
    private static Path image;

    @Test
    void servesFromARootThatCantBeWritten() throws Exception {
        ServerProcess server = Container.start(image, data, false);
        try {
            untilReady(server);
            assertEquals("image/jpeg", type(server, PICTURE));
            assertEquals("image/vnd.ms-photo", type(server, PICTURE + "/format/jxr"));
            String health = text(server, "/health");
            assertTrue(health.contains("\"sandbox\":\"no_new_privileges\""), health);
            assertTrue(health.contains("\"formats_off\":{}"), health);
            theRouteLeadsToWhatIsThere(server);
            Container.first(server).destroy();
            assertEquals(ENDED_BY_SIGTERM, server.process().waitFor(), server.said());
            assertTrue(server.said().contains("ServerLauncher - stopped"), server.said());
        } finally {
            server.process().destroyForcibly().waitFor();
        }
    }

    @Test
    void nothingIsLeftOfAWorkerInASandboxThatIsKilled() throws Exception {
        ServerProcess server = Container.start(image, data, true);
        try {
            untilReady(server);
            assertTrue(text(server, "/health").contains("\"sandbox\":\"bubblewrap\""), server.said());
            ProcessHandle java = Container.first(server).children().findFirst().orElseThrow();
            ProcessHandle worker = java.children().findFirst().orElseThrow();
            List<ProcessHandle> inside = worker.descendants().toList();
            assertEquals(1, inside.size());
            worker.destroyForcibly();
            Until.holds(
                    "its processes are gone and not only dead",
                    () -> !Files.exists(
                            Path.of("/proc", Long.toString(inside.get(0).pid()))));
            untilReady(server);
            assertEquals("image/jpeg", type(server, PICTURE));
        } finally {
            server.process().destroyForcibly().waitFor();
        }
    }

    private static void untilReady(ServerProcess server) {
        Until.holds("it is ready", () -> {
            assertTrue(server.process().isAlive(), server::said);
            return server.says("/health/ready", 200);
        });
    }

    private static void theRouteLeadsToWhatIsThere(ServerProcess server) throws IOException {
        JsonNode route = Manifests.read("components/gateway/route.yaml").get("HTTPRoute", "posterframe");
        String nothing = text(server, "/there/is/no/such/path");
        for (JsonNode match : route.at("/spec/rules/0/matches")) {
            String path = match.at("/path/value").asText();
            assertNotEquals(nothing, text(server, path.equals("/p") ? PICTURE : path), path);
        }
    }

    private static String type(ServerProcess server, String target) {
        HttpResponse<byte[]> answer = server.get(target).orElseThrow();
        assertEquals(200, answer.statusCode(), server::said);
        return answer.headers().firstValue("Content-Type").orElseThrow();
    }

    private static String text(ServerProcess server, String target) {
        return new String(server.get(target).orElseThrow().body(), StandardCharsets.UTF_8);
    }
}
