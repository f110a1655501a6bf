package io.posterframe.origin;

import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Copies of media from origins that can't answer ranges: files in one folder, bounded in bytes together, the least recently
 * opened dropped first. A reader that has a copy open keeps it. Nothing in the folder survives a restart. Thread-safe.
 */
final class Spool implements AutoCloseable {
    private static final String SUFFIX = ".spool";
    private static final long MOST_WAITING = 16 << 20;

    private final Vertx vertx;
    private final Path folder;
    private final long maxBytes;
    private final Map<Path, Long> sizes = new LinkedHashMap<>(16, 0.75f, true);
    private final AtomicLong waiting = new AtomicLong();
    private long total;

    Spool(Vertx vertx, Path folder, long maxBytes) {
        this.vertx = vertx;
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    /** Makes the folder if need be and drops what an earlier process left. Blocks. */
    void clear() throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Takes {@code length} bytes of space and a file for them; {@code result} is given the finished file. */
    <T> Future<Body<T>> receive(long length, Function<Path, T> result) {
        Path file = folder.resolve(UUID.randomUUID() + SUFFIX);
        List<Path> dropped = reserve(file, length);
        if (dropped == null) {
            return Future.failedFuture(new PictureException(
                    new OriginFailed(length + " bytes without range support don't fit into the spool", false)));
        }
        dropped.forEach(this::delete);
        OpenOptions options = new OpenOptions().setCreateNew(true).setRead(false);
        // somebody may have deleted the folder, so what can't be opened is tried again in a folder that is there
        Future<AsyncFile> opened = vertx.fileSystem()
                .open(file.toString(), options)
                .recover(problem -> vertx.fileSystem().mkdirs(folder.toString()).compose(made -> vertx.fileSystem()
                        .open(file.toString(), options)));
        return Future.succeededFuture(new SpoolBody<>(this, file, opened, length, result).start());
    }

    /** More bytes of copies wait in memory to be written, or fewer. */
    void waiting(int bytes) {
        waiting.addAndGet(bytes);
    }

    /** Whether no more of them should come for now. */
    boolean crowded() {
        return waiting.get() > MOST_WAITING;
    }

    private synchronized @Nullable List<Path> reserve(Path file, long length) {
        if (length > maxBytes) {
            return null;
        }
        List<Path> dropped = new ArrayList<>();
        Iterator<Map.Entry<Path, Long>> oldest = sizes.entrySet().iterator();
        while (total + length > maxBytes) {
            Map.Entry<Path, Long> entry = oldest.next();
            dropped.add(entry.getKey());
            total -= entry.getValue();
            oldest.remove();
        }
        sizes.put(file, length);
        total += length;
        return dropped;
    }

    /** Whether the copy is still here; counts as a use of it. */
    synchronized boolean has(Path file) {
        return sizes.get(file) != null;
    }

    /** Gives a copy up. */
    void drop(Path file) {
        synchronized (this) {
            Long size = sizes.remove(file);
            total -= size == null ? 0 : size;
        }
        delete(file);
    }

    private void delete(Path file) {
        // nobody waits for it; what can't be deleted goes at the next start
        vertx.executeBlocking(() -> Files.deleteIfExists(file), false);
    }

    /** Drops all copies. Blocks. */
    @Override
    public void close() {
        try {
            clear();
        } catch (IOException e) {
            // the next start tries again
        }
    }
}
