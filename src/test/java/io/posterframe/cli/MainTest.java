package io.posterframe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.config.Configuration.Flag;
import io.posterframe.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Map<String, String> environment = Map.of();
    private Launcher launcher = (settings, sample) -> {
        launched = settings;
        launchedSample = sample;
        return 0;
    };
    private @Nullable Settings launched;
    private boolean launchedSample;

    @Test
    void servesASampleWhenNothingIsGiven() {
        assertEquals(0, run("serve"));
        assertEquals(Settings.DEFAULTS, launched);
        assertTrue(launchedSample);
    }

    @Test
    void servesAFolderAndKeepsDataWhereItIsTold() {
        assertEquals(0, run("serve", "--data", "kept", temp.toString()));
        assertEquals(Settings.DEFAULTS.withData(Path.of("kept")).withCatalog(catalogOf(temp)), launched);
        assertFalse(launchedSample);
    }

    @Test
    void servesWhatTheFileSaysAndNoSample() throws IOException {
        Path file = Files.writeString(temp.resolve("p.yaml"), "catalog: {folder: " + temp + "}");
        assertEquals(0, run("serve", "--config", file.toString()));
        assertEquals(Settings.DEFAULTS.withCatalog(catalogOf(temp)), launched);
        assertFalse(launchedSample);
    }

    @Test
    void givesEachFlagUnderItsKey() {
        SettingsOptions options = new SettingsOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("settings", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
                .parseArgs("--port", "81", "--host", "::1", "--data", "d", "media");
        assertEquals(
                Map.of(
                        "server.port", new Flag("--port", "81"),
                        "server.host", new Flag("--host", "::1"),
                        "data", new Flag("--data", "d"),
                        "catalog.folder", new Flag("MEDIA_DIR", "media")),
                options.flags());
    }

    @Test
    void checksTheConfiguration() throws IOException {
        assertEquals(0, run("check-config", temp.toString()));
        assertEquals("ok\n", out.toString());
        Path file = Files.writeString(temp.resolve("p.yaml"), "dta: x\ncatalog: {folders: x}");
        environment = Map.of("POSTERFRAME_DTA", "x");
        assertEquals(1, run("check-config", "--config", file.toString(), "/no such folder"));
        assertEquals(
                """
                The configuration has mistakes:
                  'dta' is not an option; did you mean data? (line 1)
                  'catalog.folders' is not an option; did you mean catalog.folder? (line 2)
                  'POSTERFRAME_DTA' is not an option's variable; did you mean POSTERFRAME_DATA?
                  MEDIA_DIR must be a folder, and /no such folder is none
                """,
                err.toString());
        assertNull(launched);
    }

    @Test
    void refusesAMediaFolderThatIsNone() {
        assertEquals(1, run("serve", temp.resolve("none").toString()));
        assertTrue(err.toString().contains("MEDIA_DIR must be a folder"), err.toString());
        assertNull(launched);
    }

    @Test
    void exitsWithTwoForWrongUsage() {
        for (String[] arguments :
                new String[][] {{}, {"sevre"}, {"serve", "--prot", "80"}, {"serve", "--port", "x"}, {"serve", "a", "b"}
                }) {
            assertEquals(2, run(arguments), String.join(" ", arguments));
        }
        assertNull(launched);
    }

    @Test
    void answersHelpAndVersion() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString().contains("check-config"), out.toString());
        assertEquals(0, run("serve", "--help"));
        assertTrue(out.toString().contains("MEDIA_DIR"), out.toString());
        assertEquals(0, run("--version"));
        assertTrue(out.toString().contains("posterframe ("), out.toString());
        assertNull(launched);
    }

    @Test
    void showsNoStackTraceForExpectedMistakes() {
        launcher = (settings, sample) -> {
            throw new BindException("Address already in use");
        };
        assertEquals(1, run("serve"));
        launcher = (settings, sample) -> {
            throw new StartException("no worker started");
        };
        assertEquals(1, run("serve"));
        assertEquals(
                """
                Posterframe can't start: Address already in use
                Posterframe can't start: no worker started
                """,
                err.toString());
    }

    @Test
    void saysInWordsWhatIsWrongWithAFile() {
        launcher = (settings, sample) -> {
            throw new AccessDeniedException("/srv/data");
        };
        assertEquals(1, run("serve"));
        launcher = (settings, sample) -> {
            throw new FileAlreadyExistsException("/srv/data");
        };
        assertEquals(1, run("serve"));
        launcher = (settings, sample) -> {
            throw new FileSystemException("/srv/data", null, "No space left on device");
        };
        assertEquals(1, run("serve"));
        assertEquals(
                """
                Posterframe can't start: /srv/data: no permission to make, read or write it
                Posterframe can't start: /srv/data: it is no folder
                Posterframe can't start: /srv/data: No space left on device
                """,
                err.toString());
    }

    @Test
    void quotesTheLastWordsOfTheSampleMaker() throws IOException {
        Path words = Files.writeString(
                temp.resolve("words"),
                """
                warning
                Exception in thread "main" java.lang.UnsatisfiedLinkError: no libx
                \tat somewhere

                """);
        assertEquals(
                "Exception in thread \"main\" java.lang.UnsatisfiedLinkError: no libx", SampleFolder.lastLine(words));
        assertEquals("it said nothing", SampleFolder.lastLine(Files.writeString(words, "")));
    }

    @Test
    void showsTheStackTraceOfAMistakeInTheProgram() {
        launcher = (settings, sample) -> {
            throw new IllegalStateException("odd");
        };
        assertEquals(1, run("serve"));
        assertTrue(err.toString().contains("MainTest"), err.toString());
    }

    private int run(String... arguments) {
        return Main.command(launcher, environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static io.posterframe.catalog.CatalogConfig catalogOf(Path folder) {
        return io.posterframe.catalog.CatalogConfig.of(folder, java.util.List.of());
    }
}
