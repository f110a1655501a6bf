package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that fail: what is said, and that nothing stays behind. */
class StartTest {
    @TempDir
    Path data;

    private final Running before = Running.now();

    private Edge start(String... options) throws IOException {
        return Edge.start(data, options);
    }

    @Test
    void leavesAFolderToTheServerThatHasIt() throws Exception {
        Path copy = data.resolve("spool/copy.spool");
        try (Edge first = start("render.workers", "1")) {
            Files.writeString(copy, "x");
            IOException refused = assertThrows(IOException.class, this::start);
            assertEquals("another Posterframe uses the data folder " + data.toAbsolutePath(), refused.getMessage());
            assertTrue(Files.exists(copy));
            assertEquals(200, first.get("/health/live").status());
        }
        start("render.workers", "1").close();
        assertFalse(Files.exists(copy));
    }

    @Test
    void saysWhereItCanNotListen() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            IOException refused =
                    assertThrows(IOException.class, () -> start("server.port", port, "render.workers", "1"));
            assertTrue(refused.getMessage().startsWith("can't listen on 127.0.0.1:" + port + ": "), refused::toString);
        }
        assertNothingIsLeft();
        start("render.workers", "1").close();
    }

    @Test
    void closesWhatWasBuiltBeforeAPartThatFails() throws Exception {
        Files.writeString(data.resolve("spool"), "a file where the folder should be");
        assertThrows(FileAlreadyExistsException.class, this::start);
        assertNothingIsLeft();
        Files.delete(data.resolve("spool"));
        start("render.workers", "1").close();
    }

    private void assertNothingIsLeft() {
        Until.holds("no event loop is left", () -> before.threads()
                .containsAll(Running.now().threads()));
        Until.holds("no worker is left", () -> before.children()
                .containsAll(Running.now().children()));
    }

    /** Event loops and child processes of this process. */
    private record Running(Set<Thread> threads, Set<ProcessHandle> children) {
        static Running now() {
            Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
            threads.removeIf(thread -> !thread.getName().startsWith("vert.x-eventloop"));
            return new Running(threads, ProcessHandle.current().children().collect(Collectors.toSet()));
        }
    }
}
