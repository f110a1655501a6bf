package io.posterframe.upload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.database.TestDatabase;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SIGKILL leaves of a process that was receiving uploads. */
class KillTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(ints = {1, 14, 31})
    void whatIsSaidToBeThereIsThere(int chunksBefore) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProcess.class.getName(),
                        temp.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            int chunks = 0;
            while (chunks < chunksBefore) {
                String line = said.readLine();
                assertNotNull(line, "the process ended by itself");
                chunks += line.matches("[1-4]") ? 1 : 0;
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        byte[] file = Desk.bytes(KilledProcess.FILE);
        try (Desk desk = new Desk(TestDatabase.H2.fresh(), Desk.config(1 << 20, 1L << 30, 16), temp)) {
            int complete = 0;
            List<String> ids = desk.files();
            for (String id : ids) {
                Present present = desk.present(id);
                byte[] content = Files.readAllBytes(desk.folder.resolve(id));
                for (int number = 1; number <= KilledProcess.CHUNKS; number++) {
                    int from = (number - 1) * KilledProcess.CHUNK;
                    int to = number == KilledProcess.CHUNKS ? file.length : from + KilledProcess.CHUNK;
                    if (present.from(from) >= to - from) {
                        assertArrayEquals(
                                Arrays.copyOfRange(file, from, to),
                                Arrays.copyOfRange(content, from, to),
                                "chunk " + number);
                    }
                }
                if (present.upload().complete()) {
                    assertEquals(file.length, content.length);
                    complete++;
                }
            }
            assertTrue(chunksBefore == 1 || complete > 0, "nothing was kept of " + ids.size() + " files");
        }
    }
}
