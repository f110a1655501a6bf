package io.posterframe.catalog;

import io.posterframe.catalog.Medium.Kind;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * An entry's own file in the media folder, and the images that are stored beside it: {@code name.jpg} beside
 * {@code name.mp4} is its current poster, {@code name.v3.jpg} its version 3; an image is its own current poster. Blocking.
 *
 * @param root   the real path that nothing may leave
 * @param folder where the entry is, below the root, perhaps by a symbolic link
 * @param name   its file's name there without the extension
 * @param file   its file's real path
 */
record EntryFile(Path root, Path folder, String name, Path file, Kind kind) {
    /** The most names of a folder that are looked at. */
    static final int MAX_NAMES = 10_000;

    /** The most versions that are found in it, the highest. */
    static final int MAX_VERSIONS = 32;

    /** The file of this name with the first extension of the kind; empty when there is none inside of the root. */
    static Optional<EntryFile> find(Path root, Path folder, String name, Kind kind) {
        return Extensions.of(kind).stream()
                .map(extension -> folder.resolve(name + "." + extension))
                .flatMap(file -> inside(root, file).stream())
                .map(real -> new EntryFile(root, folder, name, real, kind))
                .findFirst();
    }

    /** The stored image that is current. */
    Optional<Path> poster() {
        return kind == Kind.IMAGE ? Optional.of(file) : image(name);
    }

    /** The stored image of a version, 1 or more. */
    Optional<Path> version(int number) {
        return image(VersionName.of(name, number));
    }

    /** The numbers of the stored versions, the highest first. */
    List<Integer> versions() throws IOException {
        NavigableSet<Integer> numbers = new TreeSet<>(Comparator.reverseOrder());
        int seen = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (seen++ == MAX_NAMES) {
                    break;
                }
                versionIn(file.getFileName().toString()).ifPresent(numbers::add);
                if (numbers.size() > MAX_VERSIONS) {
                    numbers.pollLast();
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return List.copyOf(numbers);
    }

    private Optional<Integer> versionIn(String fileName) {
        if (Extensions.kindOf(fileName) != Kind.IMAGE) {
            return Optional.empty();
        }
        return VersionName.parse(fileName.substring(0, fileName.lastIndexOf('.')))
                .filter(version -> version.of().equals(name))
                .map(VersionName::number);
    }

    private Optional<Path> image(String imageName) {
        return find(root, folder, imageName, Kind.IMAGE).map(EntryFile::file);
    }

    /** The real path of a regular file that doesn't leave the root, also not by a symbolic link. */
    private static Optional<Path> inside(Path root, Path file) {
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
