package io.posterframe.dialect.capture;

import io.posterframe.cache.Body;
import io.posterframe.cache.Bytes;
import io.posterframe.cache.FileRegion;
import io.posterframe.database.NodeName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files: {@code <name>.<format>} for each capture, {@code node} with the name of this server, and below
 * {@code unfinished} what is being written. Each method blocks.
 */
final class CaptureFolder {
    private static final String NODE = "node";

    private final Path files;
    private final Path unfinished;

    /** Makes the folder, and removes what an earlier process was writing. */
    CaptureFolder(Path path) throws IOException {
        files = Files.createDirectories(path).toAbsolutePath();
        unfinished = Files.createDirectories(files.resolve("unfinished"));
        for (Path file : list(unfinished)) {
            Files.delete(file);
        }
    }

    /** What this folder's server is called in a database that several share; the same after a restart. */
    String node() throws IOException {
        return NodeName.of(files);
    }

    /** Writes a picture, which outlives a loss of power when this returns. */
    void write(String fileName, Body picture) throws IOException {
        if (picture instanceof FileRegion region) {
            ByteBuffer copy = ByteBuffer.allocate(Math.toIntExact(region.length()));
            while (copy.hasRemaining()) {
                if (region.file().read(copy, region.offset() + copy.position()) < 0) {
                    throw new IOException("a picture's file became shorter");
                }
            }
            write(fileName, copy.flip());
        } else {
            write(fileName, ByteBuffer.wrap(((Bytes) picture).buffer().getBytes()));
        }
    }

    private void write(String fileName, ByteBuffer bytes) throws IOException {
        Path file = unfinished.resolve(fileName);
        try {
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(file, files.resolve(fileName), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        try (FileChannel folder = FileChannel.open(files)) {
            folder.force(true);
        }
    }

    /** @throws NoSuchFileException when it isn't there */
    FileRegion open(Capture capture) throws IOException {
        FileChannel file = FileChannel.open(files.resolve(capture.fileName()));
        if (file.size() != capture.bytes()) {
            file.close();
            throw new NoSuchFileException(capture.fileName(), null, "has another length");
        }
        return new FileRegion(file, 0, capture.bytes());
    }

    void delete(String fileName) throws IOException {
        Files.deleteIfExists(files.resolve(fileName));
    }

    /** The names of the files of captures. */
    List<String> names() throws IOException {
        return list(files).stream()
                .filter(Files::isRegularFile)
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.equals(NODE))
                .toList();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }
}
