package io.posterframe.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** Whether files can be kept in a folder. */
final class FolderProbe {
    private FolderProbe() {}

    /**
     * Writes a small file so that it would outlive a loss of power, reads it, and deletes it.
     *
     * @return when the file system says that it was written
     */
    static FileTime write(Path folder) throws IOException {
        Path file = folder.resolve("doctor-" + UUID.randomUUID() + ".tmp");
        byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
        try {
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
                out.force(true);
            }
            if (!Arrays.equals(bytes, Files.readAllBytes(file))) {
                throw new IOException(file + " was read otherwise than it was written");
            }
            return Files.getLastModifiedTime(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Why a folder that isn't there can't be made; empty when it can. Makes nothing.
     */
    static Optional<String> obstacleToMaking(Path folder) {
        Path above = nearest(folder);
        if (!Files.isDirectory(above)) {
            return Optional.of(above + " is no folder");
        }
        return Files.isWritable(above) && Files.isExecutable(above)
                ? Optional.empty()
                : Optional.of("no permission to make a folder in " + above);
    }

    /** What is there of a path: itself, or the nearest above it. */
    static Path nearest(Path path) {
        Path there = path.toAbsolutePath().normalize();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }
}
