package io.posterframe;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The folder that one server keeps its data in, held by a lock on a file in it: two servers would delete each other's
 * files. The system gives the lock back when the process ends in whatever way.
 */
public final class DataFolder implements AutoCloseable {
    private static final String LOCK = "lock";

    /** A server that is just ending gives it back soon, and so does whoever has only borrowed it. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final long PAUSE_MILLIS = 50;

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder if need be and takes it. Blocks for a moment.
     *
     * @throws IOException when another server has it, or when it can't be made or written
     */
    static DataFolder take(Path folder) throws IOException {
        Path path = Files.createDirectories(folder).toAbsolutePath();
        FileChannel lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (staysLocked(lock)) {
                throw new IOException("another Posterframe uses the data folder " + path);
            }
            return new DataFolder(path, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Tries to lock it, for a while. */
    private static boolean staysLocked(FileChannel lock) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (lock.tryLock() == null) {
                if (System.nanoTime() > deadline) {
                    return true;
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            return false;
        } catch (OverlappingFileLockException e) {
            // by another server in this process
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the data folder");
        }
    }

    /**
     * Takes a folder for a moment, without waiting and without making anything in it. A server that starts meanwhile waits
     * for it, for three seconds. Not for a process in which a server runs: it would lose its lock.
     *
     * @return empty when a server has it
     * @throws java.nio.file.NoSuchFileException when no server was ever there
     * @throws IOException when its lock can't be opened
     */
    public static Optional<DataFolder> borrow(Path folder) throws IOException {
        FileChannel lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() != null) {
                return Optional.of(new DataFolder(folder, lock));
            }
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
        lock.close();
        return Optional.empty();
    }

    Path path() {
        return path;
    }

    /** Lets another server have the folder. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
