package io.posterframe.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One search for the file of an entry id, by asking the file system for the names that it could have.
 *
 * <p>An id is a path below the root without its extension and with {@code _} for each {@code /}, so each {@code _} may be
 * a folder's end or just an underscore. All readings are tried whose folders exist. Of several files that share an id the
 * first in this order is found: the whole rest of the id as a name in the folder at hand; then, for each underscore from
 * left to right, what stands before it as a folder and the same again inside. Within one folder extensions go in the
 * order of {@link #EXTENSIONS}. This is always the same file, and one nearer to the root is found before those below it.
 *
 * <p>Blocking. At most {@link #MAX_FOLDERS} folders are looked into and {@link #MAX_PROBES} names asked for as folders,
 * whatever the id; a file deeper in such a maze is not found.
 */
final class FolderSearch {
    /** Each as it is and in upper case; other spellings are not found. */
    static final List<String> EXTENSIONS = Stream.of(
                    "mp4", "m4v", "mov", "mkv", "webm", "ts", "m2ts", "mts", "mpg", "mpeg", "avi", "flv", "f4v", "wmv",
                    "asf", "ogv", "3gp", "3g2", "mxf", "vob")
            .flatMap(extension -> Stream.of(extension, extension.toUpperCase(Locale.ROOT)))
            .toList();

    static final int MAX_FOLDERS = 16;
    static final int MAX_PROBES = 256;

    private final Path root;
    private int folders;
    private int probes;

    private FolderSearch(Path root) {
        this.root = root;
    }

    /**
     * The real path of the id's file, which lies below the real path of the root; empty for an id that is not acceptable.
     * Throws only when the root itself can't be read.
     */
    static Optional<Path> find(Path root, String id) throws IOException {
        Path real = root.toRealPath();
        if (!Ids.acceptable(id)) {
            return Optional.empty();
        }
        try {
            return new FolderSearch(real).in(real, id);
        } catch (InvalidPathException e) {
            return Optional.empty(); // characters that names can't have here
        }
    }

    private Optional<Path> in(Path folder, String rest) {
        if (folders++ >= MAX_FOLDERS) {
            return Optional.empty();
        }
        Optional<Path> found = EXTENSIONS.stream()
                .map(extension -> folder.resolve(rest + "." + extension))
                .flatMap(file -> inside(file).stream())
                .findFirst();
        for (int end = rest.indexOf('_', 1); found.isEmpty() && end >= 0; end = rest.indexOf('_', end + 1)) {
            String below = rest.substring(end + 1);
            if (below.isEmpty() || below.charAt(0) == '.') {
                continue;
            }
            if (probes++ >= MAX_PROBES) {
                break;
            }
            Path subfolder = folder.resolve(rest.substring(0, end));
            if (Files.isDirectory(subfolder)) {
                found = in(subfolder, below);
            }
        }
        return found;
    }

    /** The real path of a regular file that doesn't leave the root, also not by a symbolic link. */
    private Optional<Path> inside(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(file.toRealPath()).filter(real -> real.startsWith(root));
        } catch (IOException e) {
            return Optional.empty(); // gone since
        }
    }
}
