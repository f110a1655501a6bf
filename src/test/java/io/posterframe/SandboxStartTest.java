package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers on a machine without bubblewrap. */
class SandboxStartTest {
    @TempDir
    Path data;

    @TempDir
    Path nothing;

    private ServerProcess start(String choice) throws Exception {
        return ServerProcess.start(
                data,
                "PATH",
                nothing.toString(),
                "POSTERFRAME_RENDER_SANDBOX",
                choice,
                "POSTERFRAME_CATALOG_FOLDER",
                Clip.MKV.file().getParent().toString());
    }

    @Test
    void doesNotStartWithoutASandboxThatHasToBeOn() throws Exception {
        ServerProcess server = start("on");
        assertEquals(1, server.process().waitFor(), server::said);
        assertTrue(
                server.said().contains("render.sandbox is on, and bubblewrap does not work: bwrap can't be started"),
                server::said);
    }

    @Test
    void saysWhatIsMissingAndWorksWithoutIt() throws Exception {
        ServerProcess server = start("auto");
        try {
            Until.holds("it is ready", () -> server.says("/health/ready", 200));
            assertTrue(server.said().contains("WARN"), server::said);
            assertTrue(server.said().contains("apt install bubblewrap"), server::said);
        } finally {
            server.process().destroy();
            server.process().waitFor();
        }
    }
}
