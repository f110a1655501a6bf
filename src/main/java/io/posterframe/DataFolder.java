package io.posterframe;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder that one server keeps its data in, held by a lock on a file in it: two servers would delete each other's
 * files. The system gives the lock back when the process ends in whatever way.
 */
final class DataFolder implements AutoCloseable {
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
        FileChannel lock = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (isTaken(lock)) {
                throw new IOException("another Posterframe uses the data folder " + path);
            }
            return new DataFolder(path, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Tries to lock it. */
    private static boolean isTaken(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            // by another server in this process
            return true;
        }
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
