package io.posterframe.upload;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The files: {@code <id>} for each upload, and below {@code unfinished} what is being received. No name in it comes from a
 * client. All methods but the paths block.
 */
final class UploadFolder {
    private final Path files;
    private final Path unfinished;

    UploadFolder(Path path) throws IOException {
        this.files = Files.createDirectories(path).toAbsolutePath();
        this.unfinished = Files.createDirectories(files.resolve("unfinished"));
    }

    Path file(String uploadId) {
        return files.resolve(uploadId);
    }

    /** A name for what is about to be received. */
    Path newUnfinished() {
        return unfinished.resolve(UUID.randomUUID().toString());
    }

    /** Removes what an earlier process was receiving. */
    void dropUnfinished() throws IOException {
        for (Path file : list(unfinished)) {
            Files.deleteIfExists(file);
        }
    }

    /** Makes a file that was received the file of an upload, so that it outlives a loss of power from now on. */
    void adopt(Path received, String uploadId) throws IOException {
        Files.move(received, file(uploadId), StandardCopyOption.ATOMIC_MOVE);
        force(files);
    }

    /** Writes a chunk to its place in the file of an upload, safe when this returns. */
    void copy(Path received, String uploadId, long offset) throws IOException {
        Path file = file(uploadId);
        boolean fresh = !Files.exists(file);
        try (FileChannel from = FileChannel.open(received);
                FileChannel to = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long size = from.size();
            to.position(offset);
            for (long done = 0; done < size; ) {
                long count = from.transferTo(done, size - done, to);
                if (count <= 0) {
                    throw new IOException("a received chunk became shorter");
                }
                done += count;
            }
            to.force(true);
        }
        if (fresh) {
            force(files);
        }
    }

    /** Makes the names in a folder outlive a loss of power. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder)) {
            channel.force(true);
        }
    }

    void delete(String uploadId) throws IOException {
        Files.deleteIfExists(file(uploadId));
    }

    /** The ids of all uploads that have a file. */
    List<String> ids() throws IOException {
        return list(files).stream()
                .filter(Files::isRegularFile)
                .map(file -> file.getFileName().toString())
                .toList();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }
}
