package io.posterframe.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DockerfileTest {
    @Test
    void theImageHoldsAnInstallationWithoutSources() throws IOException {
        Set<String> files = new TreeSet<>();
        ImageRecipe.read().files().forEach((from, to) -> {
            assertEquals(Path.of("/opt/posterframe").resolve(from), to);
            files.add(from.toString());
        });
        assertEquals(
                Set.of("LICENSE", "bin/posterframe", "target/lib", "target/native", "target/posterframe.jar"), files);
    }

    @Test
    void itRunsOnJava25AsAUserOfItsOwn() throws IOException {
        ImageRecipe image = ImageRecipe.read();
        assertTrue(image.base().matches("eclipse-temurin:25-jre-\\w+"), image.base());
        assertTrue(image.user().matches("[1-9]\\d+:[1-9]\\d+"), image.user());
    }

    @Test
    void theBuildIsGivenWhatItCopiesAndNothingElse() throws IOException {
        Set<String> copied = new TreeSet<>();
        for (String line : ImageRecipe.instructions(Files.readString(ImageRecipe.DOCKERFILE))) {
            if (line.startsWith("COPY ") && !line.startsWith("COPY --from=")) {
                String[] words = line.split(" ");
                copied.addAll(Arrays.asList(words).subList(1, words.length - 1));
            }
        }
        Set<String> given = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of(ImageRecipe.DOCKERFILE + ".dockerignore"))) {
            if (line.startsWith("!")) {
                given.add(line.substring(1));
                assertTrue(Files.exists(Path.of(line.substring(1))), line);
            }
        }
        assertEquals(copied, given);
    }
}
