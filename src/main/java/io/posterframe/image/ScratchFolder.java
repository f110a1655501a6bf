package io.posterframe.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A private folder below the system's temporary one, for as long as a picture is written. A worker that is killed leaves
 * its folder behind; its name says whose it was, and the next worker that needs one clears such folders away.
 */
final class ScratchFolder implements AutoCloseable {
    private static final String NAME = "posterframe-";

    /** Long enough for any picture: a process of this number may live in another container that shares the folder. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path folder;

    private ScratchFolder(Path folder) {
        this.folder = folder;
    }

    static ScratchFolder create() throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        clear(parent, Instant.now().minus(ABANDONED));
        return new ScratchFolder(
                Files.createTempDirectory(parent, NAME + ProcessHandle.current().pid() + "-"));
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Removes what processes left that are gone, when it is older than {@code before}. */
    static void clear(Path parent, Instant before) throws IOException {
        for (Path folder : list(parent, NAME + "*-*")) {
            String[] parts = folder.getFileName().toString().split("-", -1);
            if (parts.length == 3 && parts[1].matches("[0-9]{1,18}") && isAbandoned(folder, parts[1], before)) {
                new ScratchFolder(folder).close();
            }
        }
    }

    private static boolean isAbandoned(Path folder, String owner, Instant before) throws IOException {
        try {
            return Files.getLastModifiedTime(folder).compareTo(FileTime.from(before)) < 0
                    && ProcessHandle.of(Long.parseLong(owner)).isEmpty();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static List<Path> list(Path parent, String names) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, names)) {
            List<Path> all = new ArrayList<>();
            found.forEach(all::add);
            return all;
        }
    }

    /** Removes the folder and what is in it. Another process's folder may stay, and one that is gone already is gone. */
    @Override
    public void close() {
        try {
            for (Path file : list(folder, "*")) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // nothing that a picture should fail for; the next sweep tries again
        }
    }
}
