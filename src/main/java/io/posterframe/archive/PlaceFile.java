package io.posterframe.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.UUID;

/**
 * The file {@code place} with a folder's name. Of several servers that begin at once one makes it, and the others wait
 * until the name is in it: hard links would spare the waiting, but not all network file systems have them.
 */
final class PlaceFile {
    private static final String PLACE = "place";
    private static final String NAME = "[0-9a-f-]{36}";
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int PAUSE_MILLIS = 20;

    private PlaceFile() {}

    /** The folder's name, the same for whoever asks. Blocks, for some seconds at most. */
    static String read(Path folder) throws IOException {
        Path file = folder.resolve(PLACE);
        if (Files.exists(file)) {
            return await(file);
        }
        String name = UUID.randomUUID().toString();
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        } catch (FileAlreadyExistsException e) {
            return await(file);
        }
        force(folder);
        return name;
    }

    private static String await(Path file) throws IOException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        String known = Files.readString(file);
        while (!known.matches(NAME)) {
            if (System.nanoTime() > until) {
                throw new IOException(file + " holds no name: delete it if no server is starting");
            }
            pause();
            known = Files.readString(file);
        }
        return known;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a folder's name", e);
        }
    }

    /** Makes the names in a folder outlive a loss of power. */
    static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder)) {
            channel.force(true);
        }
    }
}
