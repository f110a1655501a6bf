package io.posterframe.catalog;

import io.posterframe.catalog.Medium.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One search for the file of an entry id, by asking the file system for the names that it could have.
 *
 * <p>An id is a path below the root without its extension and with {@code _} for each {@code /}, so each {@code _} may be
 * a folder's end or just an underscore. All readings are tried whose folders exist, first for videos and, when there is
 * none, for images. Of several files that share an id the first in this order is found: the whole rest of the id as a name
 * in the folder at hand; then, for each underscore from left to right, what stands before it as a folder and the same again
 * inside. Within one folder extensions go in the order of {@link Extensions}. This is always the same file, and one nearer
 * to the root is found before those below it.
 *
 * <p>An image that is a version of another file's entry is not an entry of its own.
 *
 * <p>Blocking. At most {@link #MAX_FOLDERS} folders are looked into and {@link #MAX_PROBES} names asked for as folders,
 * whatever the id; a file deeper in such a maze is not found.
 */
final class FolderSearch {
    static final int MAX_FOLDERS = 16;
    static final int MAX_PROBES = 256;

    private final Path root;
    private final Kind kind;
    private int folders;
    private int probes;

    private FolderSearch(Path root, Kind kind) {
        this.root = root;
        this.kind = kind;
    }

    /**
     * The id's file, which lies below the real path of the root; empty for an id that is not acceptable. Throws only when
     * the root itself can't be read.
     */
    static Optional<EntryFile> find(Path root, String id) throws IOException {
        Path real = root.toRealPath();
        if (!Ids.acceptable(id)) {
            return Optional.empty();
        }
        try {
            return new FolderSearch(real, Kind.VIDEO).in(real, id).or(() -> new FolderSearch(real, Kind.IMAGE)
                    .in(real, id));
        } catch (InvalidPathException e) {
            return Optional.empty(); // characters that names can't have here
        }
    }

    private Optional<EntryFile> in(Path folder, String rest) {
        if (folders++ >= MAX_FOLDERS) {
            return Optional.empty();
        }
        Optional<EntryFile> found =
                EntryFile.find(root, folder, rest, kind).filter(file -> kind == Kind.VIDEO || !isVersion(folder, rest));
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

    private boolean isVersion(Path folder, String name) {
        return VersionName.parse(name)
                .flatMap(version -> EntryFile.find(root, folder, version.of(), Kind.VIDEO)
                        .or(() -> EntryFile.find(root, folder, version.of(), Kind.IMAGE)))
                .isPresent();
    }
}
