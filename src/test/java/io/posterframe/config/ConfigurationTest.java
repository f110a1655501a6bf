package io.posterframe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.config.Configuration.Flag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class ConfigurationTest {
    @TempDir
    Path temp;

    @Test
    void givesTheDefaultsWhenNothingIsGiven() throws IOException {
        assertEquals(Kitchen.DEFAULTS, load("", Map.of(), Map.of()));
        assertEquals(Kitchen.DEFAULTS, load("# nothing\n", Map.of("PATH", "/bin"), Map.of()));
        assertEquals(Kitchen.DEFAULTS, load("oven:\n  # heat: 3\n", Map.of(), Map.of()));
    }

    @Test
    void readsEveryType() throws IOException {
        Kitchen kitchen = load(
                """
                workers: 64
                offset: -9223372036854775808
                memory-bytes: 1GiB
                ratio: -2.5e3
                open: false
                name: 1.10
                deadline: 1m
                folder: "a b/c"
                mood: bad
                words: [on, 010, "", 2024-01-01]
                shelves:
                  - {height: 1}
                  - height: 2
                    holds: [pan]
                    age: 2d
                oven:
                  heat: 251
                  maker: ~x
                  light: {on: true}
                """,
                Map.of(),
                Map.of());
        assertEquals(
                new Kitchen(
                        64,
                        Long.MIN_VALUE,
                        1L << 30,
                        -2500,
                        false,
                        "1.10",
                        Duration.ofMinutes(1),
                        Path.of("a b/c"),
                        Kitchen.Mood.BAD,
                        List.of("on", "010", "", "2024-01-01"),
                        List.of(
                                new Kitchen.Shelf(1, List.of(), Optional.empty()),
                                new Kitchen.Shelf(2, List.of("pan"), Optional.of(Duration.ofDays(2)))),
                        new Kitchen.Oven(251, Optional.of("~x"), new Kitchen.Oven.Light(true))),
                kitchen);
    }

    @Test
    void putsTheCommandLineOverTheEnvironmentOverTheFile() throws IOException {
        Kitchen kitchen = load(
                "workers: 2\nname: file\noffset: 2\n",
                Map.of("POSTERFRAME_NAME", "variable", "POSTERFRAME_OFFSET", "3"),
                Map.of("offset", new Flag("--offset", "4")));
        assertEquals(2, kitchen.workers());
        assertEquals("variable", kitchen.name());
        assertEquals(4, kitchen.offset());
    }

    @Test
    void reachesNestedKeysFromTheEnvironment() throws IOException {
        Kitchen kitchen = load(
                "",
                Map.of(
                        "POSTERFRAME_MEMORY_BYTES", "64KiB",
                        "POSTERFRAME_OVEN_LIGHT_ON", "false",
                        "POSTERFRAME_WORDS", "[a, 'b, c']",
                        "POSTERFRAME_NAME", "[not, a, list]"),
                Map.of());
        assertEquals(65536, kitchen.memoryBytes());
        assertEquals(new Kitchen.Oven.Light(false), kitchen.oven().light());
        assertEquals(List.of("a", "b, c"), kitchen.words());
        assertEquals("[not, a, list]", kitchen.name());
    }

    @Test
    void reportsAllMistakesOfAllSourcesAtOnce() {
        assertEquals(
                List.of(
                        "'worker' is not an option; did you mean workers? (line 2)",
                        "'oven.heats' is not an option; did you mean oven.heat? (line 5)",
                        "oven.light is a section and must hold keys with values (line 6)",
                        "'POSTERFRAME_OVEN_MAKR' is not an option's variable; did you mean POSTERFRAME_OVEN_MAKER?",
                        "--workers must be a whole number, from 1 to 64, not '65'",
                        "memory-bytes must be a size such as 64KiB, 256MiB, 1GB or a number of bytes, from 1KiB to 1GiB,"
                                + " not '1' (line 3)",
                        "POSTERFRAME_MOOD must be one of very-good, bad, not 'good'",
                        "words has no value (line 7)",
                        "shelves[0].height must be given (line 9)",
                        "'shelves[0].hight' is not an option; did you mean height? (line 9)",
                        "shelves[1]: height must not be 13 (line 10)",
                        "shelves[2] must hold keys with values (line 11)",
                        "POSTERFRAME_OVEN_HEAT must be a whole number, from 0 to 300, not '301'"),
                mistakes(
                        """
                        workers: 5
                        worker: 5
                        memory-bytes: 1
                        oven:
                          heats: 1
                          light: true
                        words:
                        shelves:
                          - hight: 3
                          - height: 13
                          - 5
                        """,
                        Map.of(
                                "POSTERFRAME_OVEN_MAKR", "x",
                                "POSTERFRAME_MOOD", "good",
                                "POSTERFRAME_OVEN_HEAT", "301"),
                        Map.of("workers", new Flag("--workers", "65"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            workers: 0            | workers must be a whole number, from 1 to 64, not '0' (line 1)
            workers: 1.0          | workers must be a whole number, from 1 to 64, not '1.0' (line 1)
            workers: 4294967297   | workers must be a whole number, from 1 to 64, not '4294967297' (line 1)
            workers: [1]          | workers must be a whole number, from 1 to 64 (line 1)
            offset: 1e3           | offset must be a whole number, not '1e3' (line 1)
            offset: 1KiB          | offset must be a whole number, not '1KiB' (line 1)
            offset: 9223372036854775808 | offset must be a whole number, not '9223372036854775808' (line 1)
            ratio: NaN            | ratio must be a number, not 'NaN' (line 1)
            ratio: 1e999          | ratio must be a number, not '1e999' (line 1)
            open: yes             | open must be true or false, not 'yes' (line 1)
            deadline: 30          | deadline must be a duration such as 500ms, 30s, 5m, 2h or 1d, from 100ms to 1m, not '30' (line 1)
            deadline: 61s         | deadline must be a duration such as 500ms, 30s, 5m, 2h or 1d, from 100ms to 1m, not '61s' (line 1)
            deadline: 9999999999999999d | deadline must be a duration such as 500ms, 30s, 5m, 2h or 1d, from 100ms to 1m, not '9999999999999999d' (line 1)
            mood: BAD             | mood must be one of very-good, bad, not 'BAD' (line 1)
            words: a              | words must be a list of at most 1000 items, such as [a, b] (line 1)
            words: [a, ~]         | words[1] has no value (line 1)
            words: [[a]]          | words[0] must be text (line 1)
            name: ~               | name has no value (line 1)
            Workers: 3            | 'Workers' is not an option; did you mean workers? (line 1)
            heat: 3               | 'heat' is not an option; did you mean oven.heat? (line 1)
            memory_bytes: 3KiB    | 'memory_bytes' is not an option; did you mean memory-bytes? (line 1)
            zzzzzzzzzzzz: 3       | 'zzzzzzzzzzzz' is not an option (line 1)
            oven: {heat: 251, light: {on: false}} | oven: heat above 250 needs light.on
            {name: a, name: b}    | 'name' is given twice (line 1)
            {oven: {heat: 3}, oven.heat: 4} | oven.heat is given twice (line 1)
            {? [a] : b}           | a key must be a plain word (line 1)
            """)
    void namesTheKeyAndWhatIsAllowed(String yaml, String mistake) {
        assertEquals(List.of(mistake), mistakes(yaml, Map.of(), Map.of()));
    }

    @Test
    void refusesWhatIsNoYamlFileOfOptions() throws IOException {
        assertMistake("must hold keys with values", "- a\n- b\n");
        assertMistake("is not valid YAML", "a: [1, 2\nb: c");
        assertMistake("is not valid YAML", "name: a\n---\nname: b\n");
        assertMistake("is not valid YAML", "name: \u0001");
        assertMistake("is not valid YAML", "words: " + "[".repeat(5000));
        assertMistake("is larger than 256KiB", "# " + "x".repeat(ConfigFile.MAX_BYTES));
        Path file = Files.write(temp.resolve("latin"), new byte[] {'#', (byte) 0xe9});
        assertEquals(List.of(file + " is not UTF-8 text"), mistakes(file));
        assertEquals(List.of(temp.resolve("none") + " does not exist"), mistakes(temp.resolve("none")));
        assertTrue(mistakes(temp).get(0).contains("can't be read"));
    }

    @Test
    void refusesAliasesThatMultiply() {
        StringBuilder bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char c = 'b'; c < 'k'; c++) {
            String before = "*" + (char) (c - 1);
            bomb.append(c)
                    .append(": &")
                    .append(c)
                    .append(" [")
                    .append((before + ", ").repeat(9))
                    .append("x]\n");
        }
        assertMistake("is not valid YAML", bomb.toString());
        assertMistake("is not valid YAML", "words: &a [*a]");
    }

    @Test
    void makesNoJavaObjectsOfTags() {
        assertMistake("is not valid YAML", "words: !!java.net.URL 'http://h.example/'");
    }

    @Test
    void leavesTheVariablesOfOthersAlone() throws IOException {
        assertEquals(
                Kitchen.DEFAULTS,
                load(
                        "",
                        Map.of(
                                "POSTERFRAME_CONFIG", "x",
                                "POSTERFRAME_JAVA_OPTS", "x",
                                "POSTERFRAME_LOG_LEVEL", "DEBUG",
                                "POSTERFRAME_SERVICE_HOST", "10.0.0.1",
                                "POSTERFRAME_SERVICE_PORT_HTTP", "80",
                                "POSTERFRAME_PORT", "tcp://10.0.0.1:80",
                                "POSTERFRAME_SERVER_PORT_80_TCP_ADDR", "10.0.0.1",
                                "POSTERFRAMES", "x"),
                        Map.of()));
    }

    @Test
    void saysWhichVariableIsNotYaml() {
        List<String> mistakes = mistakes("", Map.of("POSTERFRAME_WORDS", "[a"), Map.of());
        assertEquals(1, mistakes.size());
        assertTrue(mistakes.get(0).startsWith("POSTERFRAME_WORDS is not valid YAML: "), mistakes.get(0));
        assertEquals(
                List.of("POSTERFRAME_WORKERS must be a whole number, from 1 to 64, not ''"),
                mistakes("", Map.of("POSTERFRAME_WORKERS", ""), Map.of()));
    }

    @Test
    void doesNotRepeatLongOrStrangeTextInFull() {
        String mistake = mistakes("", Map.of("POSTERFRAME_WORKERS", "\u001b[2J" + "9".repeat(1000)), Map.of())
                .get(0);
        assertTrue(mistake.length() < 140 && mistake.contains("'?[2J99"), mistake);
    }

    private void assertMistake(String part, String yaml) {
        List<String> mistakes = mistakes(yaml, Map.of(), Map.of());
        assertTrue(mistakes.stream().anyMatch(mistake -> mistake.contains(part)), () -> part + " in " + mistakes);
    }

    private List<String> mistakes(String yaml, Map<String, String> environment, Map<String, Flag> flags) {
        return assertThrows(ConfigException.class, () -> load(yaml, environment, flags))
                .mistakes();
    }

    private static List<String> mistakes(Path file) {
        return assertThrows(
                        ConfigException.class,
                        () -> Configuration.load(Kitchen.class, Optional.of(file), Map.of(), Map.of()))
                .mistakes();
    }

    private Kitchen load(String yaml, Map<String, String> environment, Map<String, Flag> flags) throws IOException {
        Path file = Files.writeString(temp.resolve("posterframe.yaml"), yaml);
        return Configuration.load(Kitchen.class, Optional.of(file), environment, flags);
    }
}
