package io.posterframe.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done from inside a worker, where bubblewrap is installed. */
@Tag("system")
class SandboxSystemTest {
    private static final Path LIBRARIES = WorkerCommand.installedNativeFolder();

    /** Where they are in /proc/PID/stat behind the command's name, from 0; see proc(5). */
    private static final int GROUP = 2;

    private static final int SESSION = 3;

    @TempDir
    Path data;

    private static String stat(long pid, int field) throws IOException {
        String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return line.substring(line.lastIndexOf(')') + 2).split(" ")[field];
    }

    @AfterEach
    void leavesNoProcess() {
        TestPool.assertNoWorkerIsLeft();
    }

    private Sandbox bubblewrap() throws IOException {
        return Sandbox.find(SandboxChoice.ON, LIBRARIES, List.of(data));
    }

    /** What a process that is started as workers are manages to do. */
    private List<String> deeds(Sandbox sandbox, Path secret) throws Exception {
        WorkerCommand command = new WorkerCommand(LIBRARIES, TestPool.CALM, DecodeConfig.DEFAULTS, sandbox);
        try (ServerSocket edge = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process prisoner = command.start(
                    Prisoner.class.getName(),
                    List.of(Integer.toString(edge.getLocalPort()), secret.toString(), LIBRARIES.toString()));
            String said = new String(prisoner.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String errors = new String(prisoner.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, prisoner.waitFor(), errors);
            assertTrue(said.endsWith("end\n"), said);
            return said.lines().filter(line -> !line.equals("end")).toList();
        }
    }

    @Test
    void nothingCanBeReachedFromInside() throws Exception {
        Path secret = Files.writeString(data.resolve("secret"), "s3cret");
        assertEquals(List.of(), deeds(bubblewrap(), secret));
    }

    @Test
    void withoutItEverythingCan() throws Exception {
        Path secret = Files.writeString(data.resolve("secret"), "s3cret");
        List<String> deeds = deeds(Sandbox.NONE, secret);
        assertTrue(
                deeds.containsAll(List.of(
                        "connects to the loopback", "reads a file", "sees other processes", "has the terminal")),
                deeds + "");
    }

    /** As if the server's data lay below /usr. */
    @Test
    void aDataFolderInASystemFolderIsHidden() throws Exception {
        Path below = Files.createTempDirectory(LIBRARIES, "data");
        try {
            Path secret = Files.writeString(below.resolve("secret"), "s3cret");
            Sandbox sandbox = Sandbox.find(SandboxChoice.ON, LIBRARIES, List.of(below));
            assertEquals(List.of("sees a folder"), deeds(sandbox, secret), "an empty one");
        } finally {
            Files.delete(below.resolve("secret"));
            Files.delete(below);
        }
    }

    @Test
    void aWorkerInsideMakesPicturesAndItsEndIsTheEndOfAll() throws Exception {
        WorkerCommand command = new WorkerCommand(LIBRARIES, TestPool.CALM, DecodeConfig.DEFAULTS, bubblewrap());
        try (RenderPool pool = new RenderPool(TestPool.CALM, command, RenderMetrics.NONE)) {
            TestPool.eventually(() -> pool.readyWorkers() > 0, "no worker comes up");
            PictureJob job = new PictureJob(
                    Media.of(Clip.MKV), TestPool.frame(30), io.posterframe.picture.PictureConfig.DEFAULTS);
            assertEquals(30, TestPool.number(pool.submit(job)));
            ProcessHandle worker = ProcessHandle.of(pool.workerIds().get(0)).orElseThrow();
            ProcessHandle outside = worker.parent().orElseThrow();
            assertEquals(ProcessHandle.current(), outside.parent().orElseThrow(), "it is in a sandbox");
            long ours = ProcessHandle.current().pid();
            assertNotEquals(stat(ours, GROUP), stat(worker.pid(), GROUP), "its signals would reach us");
            assertEquals(stat(ours, SESSION), stat(worker.pid(), SESSION));
            worker.destroyForcibly();
            TestPool.eventually(() -> !worker.isAlive() && !outside.isAlive(), "something of it is left");
        }
    }
}
