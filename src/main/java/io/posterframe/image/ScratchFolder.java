package io.posterframe.image;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipal;
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
        return create(
                Path.of(System.getProperty("java.io.tmpdir")), Instant.now().minus(ABANDONED));
    }

    /** Makes a folder and removes what processes left that are gone, when it is older than {@code before}. */
    static ScratchFolder create(Path parent, Instant before) throws IOException {
        ScratchFolder made = new ScratchFolder(
                Files.createTempDirectory(parent, NAME + ProcessHandle.current().pid() + "-"));
        try {
            UserPrincipal us = Files.getOwner(made.folder);
            for (Path folder : list(parent, NAME + "*-*")) {
                if (isAbandoned(folder, us, before)) {
                    new ScratchFolder(folder).close();
                }
            }
        } catch (IOException e) {
            // nothing that a picture should fail for; the next one tries again
        }
        return made;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Anybody may put what is named like ours beside it: a link, or a folder of their own. */
    private static boolean isAbandoned(Path folder, UserPrincipal us, Instant before) {
        String[] parts = folder.getFileName().toString().split("-", -1);
        if (parts.length != 3 || !parts[1].matches("[0-9]{1,18}")) {
            return false;
        }
        try {
            return Files.isDirectory(folder, NOFOLLOW_LINKS)
                    && Files.getOwner(folder, NOFOLLOW_LINKS).equals(us)
                    && Files.getLastModifiedTime(folder, NOFOLLOW_LINKS).compareTo(FileTime.from(before)) < 0
                    && ProcessHandle.of(Long.parseLong(parts[1])).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Path> list(Path parent, String names) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, names)) {
            List<Path> all = new ArrayList<>();
            found.forEach(all::add);
            return all;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Removes the folder and the files in it. One that holds something else stays, and one that is gone is gone. */
    @Override
    public void close() {
        try {
            for (Path file : list(folder, "*")) {
                if (Files.isRegularFile(file, NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // nothing that a picture should fail for; the next sweep tries again
        }
    }
}
