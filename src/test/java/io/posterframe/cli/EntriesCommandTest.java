package io.posterframe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.admin.AdminServer;
import io.posterframe.database.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against an admin API on a port of this machine. */
class EntriesCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String input = "";

    @Test
    void importsListsAndShows() throws Exception {
        try (AdminServer server = new AdminServer(TestDatabase.H2, folder)) {
            server.put("/partners/100", "{}");
            Path file = Files.writeString(
                    folder.resolve("entries.ndjson"),
                    IntStream.range(0, 1200)
                            .mapToObj(i -> "{\"id\": \"e%04d\", \"partner_id\": \"100\"}\n".formatted(i))
                            .collect(Collectors.joining()));
            assertEquals(0, run(server, "entries", "import", file.toString()), err.toString());
            assertEquals("1200 imported, 0 failed\n", taken());

            input =
                    "{\"id\": \"a b\", \"partner_id\": \"100\", \"thumbnails\": [{\"version\": 7, \"url\": \"file:a.jpg\"}]}\nx\n";
            assertEquals(1, run(server, "entries", "import", "-"));
            assertEquals("1 imported, 1 failed\n", taken());
            assertTrue(err.toString().startsWith("line 2: this is not a JSON object"), err.toString());

            assertEquals(0, run(server, "entries", "list", "--partner", "100"));
            assertEquals(1201, taken().lines().count());
            assertEquals(0, run(server, "entries", "list", "--limit", "1"));
            assertTrue(taken().startsWith("{\"id\":\"a b\","));

            assertEquals(0, run(server, "entries", "show", "a b"));
            input = taken();
            assertTrue(input.contains("\"flavors\":[],\"thumbnails\":[{\"version\":7,"), input);
            assertEquals(0, run(server, "entries", "import", "-"), err.toString());
        }
    }

    @Test
    @Timeout(60)
    void saysWhyAServerRefuses() throws Exception {
        int port;
        try (AdminServer server = new AdminServer(TestDatabase.H2, folder)) {
            port = server.port();
            assertEquals(1, run(server, "entries", "show", "gone"));
            assertEquals(1, run(server, "entries", "list", "--token", "wrong"));
            assertEquals(1, run(server, "entries", "import", "-", "--token", "wrong"));
            assertEquals(
                    1, run(server, "entries", "import", folder.resolve("gone").toString()));
            assertEquals(1, execute(Map.of(), "entries", "list", "--url", "http://127.0.0.1:" + port));
        }
        assertEquals(1, execute(Map.of(), "entries", "list", "--token", "x", "--url", "http://127.0.0.1:" + port));
        List<String> lines = err.toString().lines().toList();
        assertEquals("posterframe: there is no entry gone", lines.get(0));
        assertEquals("posterframe: this token is not one of admin.tokens", lines.get(1));
        assertEquals(lines.get(1), lines.get(2));
        assertTrue(lines.get(3).endsWith("gone can't be read"));
        assertTrue(lines.get(4).startsWith("posterframe: a token is needed"));
        assertTrue(lines.get(5).startsWith("posterframe: the server at http://127.0.0.1:" + port + " can't be asked"));
        assertEquals(6, lines.size(), err.toString());
        assertEquals(2, execute(Map.of(), "entries"));
        assertEquals(2, execute(Map.of(), "entries", "show"));
    }

    @Test
    void findsTheServerByItsConfiguration() throws Exception {
        try (AdminServer server = new AdminServer(TestDatabase.H2, folder)) {
            Path file = Files.writeString(
                    folder.resolve("p.yaml"),
                    "admin: {host: 127.0.0.1, port: %d, tokens: [%s]}".formatted(server.port(), AdminServer.TOKEN));
            assertEquals(0, execute(Map.of(), "entries", "list", "--config", file.toString()), err.toString());
            assertEquals(
                    1,
                    execute(
                            Map.of("POSTERFRAME_ADMIN_TOKEN", "wrong"),
                            "entries",
                            "list",
                            "--config",
                            file.toString()));
        }
    }

    private String taken() {
        String text = out.toString();
        out.getBuffer().setLength(0);
        return text;
    }

    private int run(AdminServer server, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", "http://127.0.0.1:" + server.port()));
        return execute(Map.of("POSTERFRAME_ADMIN_TOKEN", AdminServer.TOKEN), all.toArray(String[]::new));
    }

    private int execute(Map<String, String> environment, String... arguments) {
        return Main.command(
                        (settings, sample) -> 0,
                        environment,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
