package io.posterframe.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.BufferedReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SIGKILL leaves of a process that was writing bundles. */
class FolderKillTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 29})
    void whatWasWrittenIsThereAndNothingIsThereByHalf(int bundlesBefore) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        temp.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (int number = 0; number < bundlesBefore; number++) {
                String line = said.readLine();
                assertNotNull(line, "the process ended by itself");
                assertEquals(number, Integer.parseInt(line));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        ByteBuffer bytes = ByteBuffer.wrap(ArchiveContract.random(KilledWriter.SIZE));
        try (Archive archive = new FolderArchive(temp)) {
            int whole = 0;
            try {
                while (true) {
                    assertEquals(bytes, archive.read("job", KilledWriter.name(whole), 0, KilledWriter.SIZE));
                    whole++;
                }
            } catch (NoSuchFileException e) {
                assertFalse(whole < bundlesBefore, whole + " bundles of " + bundlesBefore);
            }
            try (Stream<Path> left = Files.list(temp.resolve("jo/job"))) {
                long seen = left.filter(
                                file -> Arguments.isName(file.getFileName().toString()))
                        .count();
                assertEquals(whole, seen, "some are there by half");
            }
            archive.delete("job");
            assertFalse(Files.exists(temp.resolve("jo/job")));
        }
    }
}
