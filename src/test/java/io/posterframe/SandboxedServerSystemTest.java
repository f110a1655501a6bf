package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose workers have to be in a sandbox. */
@Tag("system")
class SandboxedServerSystemTest {
    @TempDir
    Path data;

    @Test
    void saysThatItsWorkersAreShutIn() throws Exception {
        try (Edge edge = Edge.start(data, "render.sandbox", "on").ready()) {
            assertEquals(
                    25,
                    edge.picture(Edge.thumb(Clip.MKV, "width/320/vid_sec/1")).frame());
            edge.picture(Edge.thumb(Clip.MKV, "width/320/format/jxr"));
            assertTrue(edge.get("/health").text().contains("\"sandbox\":\"bubblewrap\""));
            assertEquals(1, edge.metrics().value("posterframe_worker_sandbox{kind=\"bubblewrap\"}"));
            assertEquals(0, edge.metrics().value("posterframe_worker_sandbox{kind=\"none\"}"));
        }
    }

    @Test
    void noWorkerOutlivesAServerThatIsKilled() throws Exception {
        ServerProcess server =
                ServerProcess.start(data, "POSTERFRAME_RENDER_SANDBOX", "on", "POSTERFRAME_CATALOG_FOLDER", clips());
        try {
            Until.holds("it has workers", () -> server.says("/health/ready", 200));
            List<ProcessHandle> workers = server.process().descendants().toList();
            assertFalse(workers.isEmpty());
            server.process().destroyForcibly().waitFor();
            Until.holds("no worker is left", () -> workers.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            server.process().destroyForcibly().waitFor();
        }
    }

    private static String clips() {
        return Clip.MKV.file().getParent().toString();
    }
}
