package io.posterframe.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With {@code setsid} of util-linux, which each Debian has. */
class AutogroupTest {
    private static Optional<String> niceness(long pid) {
        try {
            return Optional.of(Files.readString(Path.of("/proc/" + pid + "/autogroup"))
                    .strip()
                    .replaceFirst(".* ", ""));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    @Test
    void lowersAGroupThatIsNotOurs() throws Exception {
        Process other = new ProcessBuilder("setsid", "sh", "-c", "echo there; exec sleep 60").start();
        try {
            assertEquals('t', other.getInputStream().read());
            Autogroup.lower(other.pid(), 7);
            boolean hasGroups = Files.exists(Path.of("/proc/self/autogroup"));
            assertEquals(hasGroups ? Optional.of("7") : Optional.empty(), niceness(other.pid()));
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void leavesOurOwnGroupAsItIs() throws Exception {
        Process child = new ProcessBuilder("sleep", "60").start();
        try {
            Optional<String> before = niceness(ProcessHandle.current().pid());
            Autogroup.lower(child.pid(), 7);
            assertEquals(before, niceness(ProcessHandle.current().pid()));
        } finally {
            child.destroyForcibly();
        }
    }
}
