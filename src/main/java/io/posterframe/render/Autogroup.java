package io.posterframe.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The scheduling group that Linux gives to each session (sched(7), "The autogroup feature"). Between groups the niceness of
 * their processes says nothing, so a worker in a session of its own, as bubblewrap starts it, would have as much of a core as
 * the edge. The group has a niceness for that. In a control group with a CPU controller, as services and containers are, there
 * is no such group in force, and a process's own niceness counts.
 */
final class Autogroup {
    /** The kernel takes one change in a tenth of a second from all who are not its administrator. */
    private static final int TRIES = 10;

    private static final long PAUSE_MILLIS = 110;

    private Autogroup() {}

    /** Makes a process's group, unless it is ours, as nice as told. Without effect where there are no such groups. May wait for a second. */
    static void lower(long pid, int niceness) {
        Path group = Path.of("/proc/" + pid + "/autogroup");
        try {
            if (name(group).equals(name(Path.of("/proc/self/autogroup")))) {
                return;
            }
            for (int i = 0; !write(group, niceness) && i < TRIES; i++) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (IOException e) {
            // the kernel has none, or the process is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean write(Path group, int niceness) {
        try {
            Files.writeString(group, Integer.toString(niceness));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code /autogroup-25} of {@code /autogroup-25 nice 0}. */
    private static String name(Path group) throws IOException {
        return Files.readString(group).split(" ", 2)[0];
    }
}
