package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.config.Settings;
import io.posterframe.doctor.Check;
import io.posterframe.doctor.Doctor;
import io.posterframe.doctor.Examination;
import io.posterframe.doctor.Finding;
import io.posterframe.doctor.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor on the data folder of a server that runs, in a process of its own since a process can't see its own lock. */
class DoctorBesideServerTest {
    @TempDir
    Path temp;

    private Path data;

    @BeforeEach
    void name() {
        data = temp.resolve("data");
    }

    private final List<Finding> found = new ArrayList<>();

    @Test
    void leavesTheServerAloneAndReadsWhatAKilledOneLeft() throws Exception {
        Path media = Files.createDirectory(temp.resolve("media"));
        ServerProcess server = ServerProcess.start(data, "POSTERFRAME_CATALOG_FOLDER", media.toString());
        try {
            Until.holds("it is ready", () -> server.says("/health/ready", 200));
            assertTrue(look(), found::toString);
            assertTold("data folder", "a running server has it");
            assertTold("database", "open in the running server");
            assertTrue(server.says("/health/ready", 200));
        } finally {
            server.process().destroyForcibly().waitFor();
        }
        assertTrue(look(), found::toString);
        assertTold("data folder", "no server has it");
        assertTold("database", "is up to date");
        // and the folder was given back
        DataFolder.take(data).close();
    }

    private boolean look() throws InterruptedException {
        found.clear();
        List<Check> checks = Doctor.checks(Settings.DEFAULTS.withData(data), data.resolve("none")).stream()
                .filter(check ->
                        Set.of("data folder", "database", "archive", "clock").contains(check.what()))
                .toList();
        return Examination.run(checks, found::add);
    }

    private void assertTold(String what, String words) {
        assertEquals(
                1,
                found.stream()
                        .filter(finding -> finding.level() == Level.OK
                                && finding.what().equals(what)
                                && finding.detail().contains(words))
                        .count(),
                found::toString);
    }
}
