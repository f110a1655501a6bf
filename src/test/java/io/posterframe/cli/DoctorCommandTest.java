package io.posterframe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.posterframe.clips.Clip;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    private static final String LIBRARIES = "posterframe.native";

    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void findsAMachineWellAndLeavesNothingBehind() throws IOException {
        Path data = temp.resolve("data");
        Path media = Files.createDirectory(temp.resolve("media"));
        Files.createLink(media.resolve("film.mkv"), Clip.MKV.file());
        HttpServer origin = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        origin.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        origin.start();
        String site = "http://127.0.0.1:" + origin.getAddress().getPort() + "/";
        set("catalog.templates", "[{url: '" + site + "{entry_id}.mp4'}]");
        set("catalog.remote.url", site + "lookups/{entry_id}?token=secret");
        set("origin.allowed-addresses", "[127.0.0.1]");
        try {
            assertEquals(
                    0,
                    doctor("--json", "--port", "0", "--data", data.toString(), media.toString()),
                    () -> out.toString());
        } finally {
            origin.stop(0);
        }
        JsonNode document = new ObjectMapper().readTree(out.toString());
        assertTrue(document.path("ok").asBoolean());
        Set<String> looked = new TreeSet<>();
        List<String> ill = new ArrayList<>();
        for (JsonNode finding : document.path("findings")) {
            looked.add(finding.path("what").asText());
            // of programs that this machine may lack
            boolean may = finding.path("detail").asText().matches("(sandbox: (none|no_new_priv)|format/jxr).*");
            if (!finding.path("level").asText().equals("ok") && !may) {
                ill.add(finding.toString());
            }
        }
        assertEquals(List.of(), ill);
        assertEquals(
                Set.of(
                        "archive",
                        "clock",
                        "configuration",
                        "cores",
                        "data folder",
                        "database",
                        "disk",
                        "formats",
                        "java",
                        "lookup service",
                        "media folder",
                        "memory",
                        "open files",
                        "origins",
                        "port",
                        "temporary files",
                        "worker"),
                looked);
        for (String word : List.of(
                "humble: a worker started",
                "ffmpeg: a worker started",
                "1 entry, such as film",
                site + " answers (404)",
                site + " answers, and knows no")) {
            assertTrue(out.toString().contains(word), () -> word + " in " + out);
        }
        assertFalse(out.toString().contains("token=secret"));
        assertFalse(Files.exists(data), "it makes nothing");
    }

    @Test
    void tellsEachTroubleWithWhatToDoInATimeThatIsBounded() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            int port = silent.getLocalPort();
            set("server.port", Integer.toString(port));
            // where not even root may make a file
            set("data", "/proc/self/ns");
            set("database.url", "jdbc:postgresql://127.0.0.1:1/x");
            set("database.connect-timeout", "1s");
            set(
                    "catalog.templates",
                    "[{url: 'http://nowhere.invalid/{entry_id}', entries: 'a.*'}, {url: 'http://127.0.0.1:" + port
                            + "/{entry_id}', entries: 'b.*'}, {url: 'http://127.0.0.1:1/{entry_id}'}, "
                            + "{url: 'http://127.1.2.3/{entry_id}'}]");
            set("catalog.remote.url", "http://127.0.0.1:1/{entry_id}");
            set("origin.allowed-addresses", "[127.0.0.1]");
            set("origin.open-timeout", "500ms");
            set("origin.connect-timeout", "3s");
            set("cache.memory-max-bytes", "64GiB");
            set("cache.disk-max-bytes", "900TiB");
            set("render.workers", "200");
            long began = System.nanoTime();
            assertEquals(
                    1,
                    withLibraries(
                            temp.resolve("none"), temp.resolve("no folder").toString()));
            assertTrue(System.nanoTime() - began < Duration.ofSeconds(60).toNanos(), "it is bounded");
        }
        assertTold("PROBLEM", "java", "64", "POSTERFRAME_JAVA_OPTS=-XX:MaxDirectMemorySize=");
        assertTold("PROBLEM", "data folder", "/proc/self/ns can't be written", "chown -R ");
        assertTold("PROBLEM", "database", "127.0.0.1:1 refused", "database.url");
        assertTold("PROBLEM", "worker", "are not in " + temp.resolve("none"), "target/native");
        assertTold("PROBLEM", "media folder", "no folder", "catalog.folder");
        assertTold("PROBLEM", "origins", "nowhere.invalid", "catalog.templates");
        assertTold("warning", "origins", "does not answer in time", "firewall");
        assertTold("warning", "origins", "http://127.0.0.1:1/ can't be asked", "firewall");
        assertTold("PROBLEM", "origins", "127.1.2.3 has only addresses", "origin.allowed-addresses");
        assertTold("PROBLEM", "lookup service", "can't be asked", "catalog.remote.url");
        assertTold("PROBLEM", "port", "is taken by another program", "server.port");
        assertTold("warning", "cores", "200 workers", "render.workers");
        assertTrue(out.toString().contains("\nok       formats"), "nothing hides the rest");
    }

    @Test
    void tellsAllMistakesOfTheOptionsAndGoesOnWithTheMachine() {
        set("server.port", "http");
        set("render.wokers", "1");
        assertEquals(1, withLibraries(temp.resolve("none")));
        assertTold("PROBLEM", "configuration", "POSTERFRAME_SERVER_PORT", "docs/options.md");
        assertTold("PROBLEM", "configuration", "POSTERFRAME_RENDER_WOKERS", "docs/options.md");
        assertTold("PROBLEM", "worker", "are not in", "target/native");
        assertTrue(out.toString().contains("\nok       open files"), out.toString());
    }

    @Test
    void saysWhereOptionsComeFromAndNotWhatTheyAre() throws IOException {
        Path file = Files.writeString(temp.resolve("p.yaml"), "data: " + temp.resolve("data"));
        set("admin.tokens", "[a-secret-of-sixteen-characters]");
        environment.put("POSTERFRAME_LOG_LEVEL", "ERROR");
        withLibraries(temp.resolve("none"), "--config", file.toString(), "--port", "0");
        assertTrue(
                out.toString()
                        .startsWith("ok       configuration    options are from " + file
                                + ", $POSTERFRAME_ADMIN_TOKENS, --port\n"),
                out.toString());
        assertFalse(out.toString().contains("sixteen"));
    }

    /** Looks for a line and the advice on the next. */
    private void assertTold(String level, String what, String detail, String advice) {
        List<String> lines = out.toString().lines().toList();
        String told = Stream.iterate(0, i -> i < lines.size() - 1, i -> i + 1)
                .filter(i -> lines.get(i).startsWith(String.format("%-8s %-16s ", level, what))
                        && lines.get(i).contains(detail))
                .map(i -> lines.get(i + 1))
                .findFirst()
                .orElse(null);
        assertNotNull(told, () -> level + " " + what + ": " + detail + " is not in\n" + out);
        assertTrue(told.startsWith("  ") && told.contains(advice), told);
    }

    /** Where the worker's libraries are looked for, so that none is started. */
    private int withLibraries(Path folder, String... arguments) {
        String before = System.setProperty(LIBRARIES, folder.toString());
        try {
            return doctor(arguments);
        } finally {
            if (before == null) {
                System.clearProperty(LIBRARIES);
            } else {
                System.setProperty(LIBRARIES, before);
            }
        }
    }

    private void set(String key, String value) {
        environment.put("POSTERFRAME_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value);
    }

    private int doctor(String... arguments) {
        List<String> all = new ArrayList<>(List.of("doctor"));
        all.addAll(List.of(arguments));
        return Main.command((settings, sample) -> 0, environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(all.toArray(String[]::new));
    }
}
