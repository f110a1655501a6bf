package io.posterframe.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.config.Settings;
import io.posterframe.http.ServerConfig;
import io.posterframe.picture.EngineChoice;
import io.posterframe.render.DecodeConfig;
import io.posterframe.render.RenderConfig;
import io.posterframe.render.SandboxChoice;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineChecksTest {
    @TempDir
    Path temp;

    @Test
    void tellsTheLastWordsOfAWorkerWithoutItsLibraries() throws Exception {
        Path empty = Files.createDirectory(temp.resolve("native"));
        WorkerCheck check = new WorkerCheck(
                withSandbox(SandboxChoice.OFF), new DecodeConfig(EngineChoice.FFMPEG), empty, List.of());
        String found = Looked.at(check);
        assertTrue(found.startsWith("ok sandbox: none, as render.sandbox is off\nproblem ffmpeg: "), found);
        assertTrue(found.contains("a worker did not start: ") && found.contains("UnsatisfiedLink"), found);
        assertTrue(found.contains("-> see the worker's last words"), found);
    }

    private static RenderConfig withSandbox(SandboxChoice choice) {
        RenderConfig usual = RenderConfig.DEFAULTS;
        return new RenderConfig(
                1,
                usual.queueLength(),
                usual.deadline(),
                usual.workTimeout(),
                usual.picturesPerWorker(),
                usual.openVideos(),
                usual.maxWorkerMemoryBytes(),
                usual.maxPictureBytes(),
                usual.scheduling(),
                usual.niceness(),
                usual.refuseSourceFor(),
                choice);
    }

    @Test
    void knowsAPosterframeByItsAnswer() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(request ->
                            request.response().setStatusCode(503).end("{\"status\":\"no worker\",\"workers\":0}"))
                    .listen(0, "127.0.0.1")
                    .await(10, TimeUnit.SECONDS);
            Occupancy occupancy = new Occupancy();
            PortCheck check = PortCheck.ofServer(at(server.actualPort()), occupancy);
            occupancy.is(Occupancy.State.TAKEN);
            String found = Looked.at(check);
            assertTrue(found.startsWith("ok ") && found.contains("answers 503 {\"status\":\"no worker\""), found);
            occupancy.is(Occupancy.State.FREE);
            found = Looked.at(check);
            assertTrue(found.startsWith("problem ") && found.contains("has another data folder"), found);
            server.close().await(10, TimeUnit.SECONDS);
            assertTrue(Looked.at(check).endsWith(" is free"));
            occupancy.is(Occupancy.State.TAKEN);
            found = Looked.at(check);
            assertTrue(found.startsWith("warning ") && found.contains("server.port"), found);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void anAddressOfAnotherMachineCanNotBeListenedOn() throws Exception {
        ServerConfig usual = ServerConfig.DEFAULTS;
        String found = Looked.at(new PortCheck(
                "server", "192.0.2.1", usual.port(), new Occupancy(), "/", java.util.regex.Pattern.compile("")));
        assertTrue(
                found.startsWith("problem 192.0.2.1:8080 can't be listened on") && found.contains("server.host"),
                found);
    }

    private static ServerConfig at(int port) {
        ServerConfig usual = ServerConfig.DEFAULTS;
        return new ServerConfig(
                usual.host(),
                port,
                0,
                usual.maxRequestLineBytes(),
                usual.maxHeaderBytes(),
                usual.maxFormBytes(),
                usual.maxPendingBytes(),
                Duration.ofSeconds(5),
                usual.headerTimeout(),
                usual.maxConnections(),
                usual.drainDelay(),
                usual.drainTimeout(),
                false);
    }

    @Test
    void aContainerThatIsTooSmallIsToldByItsNeed() throws IOException {
        MemoryCheck check = new MemoryCheck(withSandbox(SandboxChoice.OFF));
        assertEquals(Level.PROBLEM, level(check, 600_000_000));
        assertEquals(Level.OK, level(check, 4L << 30));
        Findings findings = new Findings("memory");
        new MemoryCheck(RenderConfig.DEFAULTS).look(findings, 100L << 30);
        assertEquals(Level.OK, findings.end().get(0).level());
    }

    private static Level level(MemoryCheck check, long bytes) {
        Findings findings = new Findings("memory");
        check.look(findings, bytes);
        return findings.end().get(0).level();
    }

    @Test
    void aDiskThatIsTooSmallIsAWarning() throws Exception {
        String found = Looked.at(new DiskSpaceCheck(temp, Settings.DEFAULTS));
        assertFalse(found.startsWith("problem no answer"), found);
        assertTrue(found.contains("the data takes 0 B and may come to 32.5 GiB"), found);
    }

    @Test
    void aFileIsNoDataFolder() throws Exception {
        Path file = Files.createFile(temp.resolve("file"));
        Occupancy occupancy = new Occupancy();
        assertTrue(Looked.at(new DataFolderCheck(file, occupancy)).startsWith("problem " + file + " is no folder -> "));
        String below = Looked.at(new DataFolderCheck(file.resolve("data"), occupancy));
        assertTrue(below.startsWith("problem ") && below.contains("can't be made: " + file + " is no folder"), below);
        assertEquals(Occupancy.State.FREE, occupancy.state());
    }

    @Test
    void amountsAreShortened() {
        assertEquals("0 B", Bytes.shown(0));
        assertEquals("1.5 KiB", Bytes.shown(1536));
        assertEquals("10 GiB", Bytes.shown(10L << 30));
        assertEquals("897 MiB", Bytes.shown(940_900_000));
    }
}
