package io.posterframe.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that takes the beginning of a file and then no more. A second process with a limit on its file size stands for
 * a full disk: as there, a write is cut off in the middle. That works for root, too, and without a mount.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(20)
class DiskFullTest {
    @TempDir
    Path data;

    @Test
    void keepsServingWhatIsThereAndLeavesNoHalfFile() throws Exception {
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 64 && exec \"$0\" \"$@\"",
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:-UsePerfData",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        InSmallDisk.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(
                said.contains("small=true large=false works=false errors=1 again=true works=true"),
                "the other process said: " + said);
        try (Stream<Path> files = Files.walk(data)) {
            assertEquals(2, files.filter(Files::isRegularFile).count());
        }
    }

    /** Runs where no file may grow over 32 KiB (or 64 KiB, as the shell counts). */
    static final class InSmallDisk {
        public static void main(String[] args) {
            var clock = new Samples.Clock();
            var counters = new Samples.Counters();
            var disk = new DiskTier(Path.of(args[0], "pictures"), Samples.config(1 << 30), clock, counters);
            disk.buildIndex();
            write(disk, "small", 5000);
            write(disk, "large", 1_000_000);
            boolean works = disk.works();
            boolean small = disk.read("small") != null;
            boolean large = disk.read("large") != null;
            clock.pass(Duration.ofSeconds(5));
            write(disk, "again", 5000);
            System.out.println("small=" + small + " large=" + large + " works=" + works + " errors="
                    + counters.diskErrors.get() + " again=" + (disk.read("again") != null) + " works=" + disk.works());
        }

        private static void write(DiskTier disk, String key, int length) {
            CachedPicture picture = Samples.picture(key, length);
            disk.write(picture, (Bytes) picture.body());
        }
    }
}
