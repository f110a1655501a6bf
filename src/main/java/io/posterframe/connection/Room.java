package io.posterframe.connection;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many connections the process has room for. */
public final class Room {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    /** What a connection takes of the heap without anything under way; measured: 7 KiB. */
    private static final long HEAP_BYTES = 8 << 10;

    /** The part of the heap that connections may have. */
    private static final double OF_HEAP = 0.45;

    /** The part of the files that may be open. The others are for pictures, workers, origins and the database. */
    private static final double OF_FILES = 0.75;

    private Room() {}

    /** As many connections as are wanted, or as many as open files and the heap leave room for. */
    public static int connections(int wanted) {
        return least(wanted, Runtime.getRuntime().maxMemory(), openFiles());
    }

    static int least(int wanted, long heapBytes, long files) {
        long byHeap = (long) (heapBytes * OF_HEAP / HEAP_BYTES);
        long byFiles = (long) (files * OF_FILES);
        long most = Math.min(byHeap, byFiles);
        if (wanted <= most) {
            return wanted;
        }
        LOG.info(
                "at most {} connections rather than {}, as {}",
                most,
                wanted,
                byHeap < byFiles
                        ? "the heap may grow to " + (heapBytes >> 20) + " MiB"
                        : "the process may open " + files + " files");
        return (int) most;
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
