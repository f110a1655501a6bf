package io.posterframe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the two documents of the options to what the program says. After a change of an option run
 * {@code mvn -B test -Dtest=OptionsDocumentTest -Dposterframe.write-docs=true} and look at the difference.
 */
class OptionsDocumentTest {
    private static final String HOW =
            "run: mvn -B test -Dtest=OptionsDocumentTest -Dposterframe.write-docs=true, and commit what it writes";

    @TempDir
    Path temp;

    @Test
    void theTableOfOptionsIsUpToDate() throws IOException {
        assertUpToDate(Path.of("docs/options.md"), OptionsDocument.markdown(Settings.class));
    }

    @Test
    void theExampleFileIsUpToDate() throws IOException {
        assertUpToDate(Path.of("config/posterframe.yaml"), OptionsDocument.yaml(Settings.class));
    }

    @Test
    void theExampleFileGivesTheDefaults() throws IOException {
        assertEquals(Settings.DEFAULTS, load(Settings.class, OptionsDocument.yaml(Settings.class)));
        assertEquals(Kitchen.DEFAULTS, load(Kitchen.class, OptionsDocument.yaml(Kitchen.class)));
    }

    @Test
    void everyOptionHasAMeaning() {
        List<String> without = OptionsDocument.markdown(Settings.class)
                .lines()
                .filter(row -> row.startsWith("| `") && row.endsWith("|  |"))
                .toList();
        assertEquals(List.of(), without, "add @Doc to these");
    }

    @Test
    void everyOptionHasAVariableOfItsOwn() {
        List<Option> options = Option.of(Settings.class);
        assertEquals(
                options.size(),
                options.stream().map(Option::variable).distinct().count());
        assertTrue(options.stream().map(Option::variable).noneMatch(Environment.OTHERS::contains));
    }

    private <R extends Record> R load(Class<R> root, String yaml) throws IOException {
        Path file = Files.writeString(temp.resolve("posterframe.yaml"), yaml);
        return Configuration.load(root, Optional.of(file), Map.of(), Map.of());
    }

    private static void assertUpToDate(Path file, String expected) throws IOException {
        if (Boolean.getBoolean("posterframe.write-docs")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertEquals(expected, Files.exists(file) ? Files.readString(file) : "", HOW);
    }
}
