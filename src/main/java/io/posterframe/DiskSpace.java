package io.posterframe;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The room on the disk that a folder is on, as it was some seconds ago. It is asked for on a thread of its own, as a file
 * system over a network may hang; bytes are NaN then, and where it can't be asked. Thread-safe.
 */
final class DiskSpace implements AutoCloseable {
    private static final long EVERY_SECONDS = 10;
    private static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(6 * EVERY_SECONDS);

    private final Path folder;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "disk-space");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable Look last;

    /** What was seen, and when by {@link System#nanoTime}. */
    private record Look(long free, long total, long nanos) {}

    /** Looks for the first time. Blocks for that. */
    DiskSpace(Path folder) {
        this.folder = folder;
        look();
        looks.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            FileStore store = Files.getFileStore(folder);
            last = new Look(store.getUsableSpace(), store.getTotalSpace(), System.nanoTime());
        } catch (IOException e) {
            last = null;
        }
    }

    /** Bytes that this process may still write. */
    double free() {
        Look known = recent();
        return known == null ? Double.NaN : known.free();
    }

    double total() {
        Look known = recent();
        return known == null ? Double.NaN : known.total();
    }

    private @Nullable Look recent() {
        Look known = last;
        return known == null || System.nanoTime() - known.nanos() > OLD_NANOS ? null : known;
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
