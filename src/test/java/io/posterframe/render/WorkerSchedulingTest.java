package io.posterframe.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What workers have of the cores, with {@code chrt} of util-linux, which each Debian has. */
@Tag("alone")
class WorkerSchedulingTest {
    private static final int SCHED_OTHER = 0;
    private static final int SCHED_IDLE = 5;
    private static final int LOWEST = 19;

    /** Where they are in /proc/PID/stat behind the command's name, from 0; see proc(5). */
    private static final int NICENESS = 16;

    private static final int POLICY = 38;

    @AfterEach
    void leavesNoProcess() {
        TestPool.assertNoWorkerIsLeft();
    }

    private static int stat(long pid, int field) throws IOException {
        String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return Integer.parseInt(line.substring(line.lastIndexOf(')') + 2).split(" ")[field]);
    }

    @Test
    void isIdleOrNice() throws IOException {
        try (TestPool idle = new TestPool(config(Scheduling.IDLE, Duration.ofSeconds(12)))) {
            assertEquals(SCHED_IDLE, stat(idle.worker(), POLICY));
        }
        try (TestPool nice = new TestPool(config(Scheduling.NICE, Duration.ofSeconds(12)))) {
            assertEquals(SCHED_OTHER, stat(nice.worker(), POLICY));
            assertEquals(LOWEST, stat(nice.worker(), NICENESS));
        }
    }

    /** Else a server that is started by hand and ended by Ctrl-C would have no workers left to finish what they are at. */
    @Test
    void doesNotHeedTheTerminal() throws Exception {
        try (TestPool test = new TestPool(config(Scheduling.IDLE, Duration.ofSeconds(12)))) {
            long worker = test.worker();
            for (String signal : List.of("-INT", "-HUP")) {
                assertEquals(
                        0,
                        new ProcessBuilder("kill", signal, Long.toString(worker))
                                .start()
                                .waitFor());
            }
            assertEquals(7, test.number(Media.of(Clip.MKV), 7));
            assertEquals(worker, test.worker());
        }
    }

    @Test
    void isNotKilledWhileOthersHaveTheCores() throws Exception {
        // of which a worker alone would need a small part, and beside the others needs several times as long
        Duration timeout = Duration.ofMillis(400);
        try (TestPool test = new TestPool(config(Scheduling.NICE, timeout))) {
            test.number(Media.of(Clip.LONG_GOP), 1);
            List<Process> others = new ArrayList<>();
            try {
                for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                    others.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
                }
                long took = 0;
                // each is before the one before it, so that it takes all frames from the keyframe on
                for (int frame = 1_310; took < timeout.toNanos() && frame > 1_250; frame--) {
                    long begun = System.nanoTime();
                    assertEquals(frame, test.number(Media.of(Clip.LONG_GOP), frame));
                    took = System.nanoTime() - begun;
                }
                assertTrue(took > timeout.toNanos(), "that shows nothing, as all were in time");
            } finally {
                others.forEach(Process::destroyForcibly);
            }
            assertEquals(List.of(), test.counts.ends);
        }
    }

    private static RenderConfig config(Scheduling scheduling, Duration workTimeout) {
        RenderConfig calm = TestPool.CALM;
        return new RenderConfig(
                1,
                calm.queueLength(),
                Duration.ofSeconds(30),
                workTimeout,
                calm.picturesPerWorker(),
                calm.openVideos(),
                calm.maxWorkerMemoryBytes(),
                calm.maxPictureBytes(),
                scheduling,
                LOWEST,
                calm.refuseSourceFor(),
                calm.sandbox());
    }
}
