package io.posterframe.render;

import io.posterframe.picture.Formats;
import io.posterframe.picture.ImageFormat;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that workers start for formats which no library of theirs writes. */
final class EncoderPrograms {
    private static final String JXR = "JxrEncApp";

    private EncoderPrograms() {}

    /** Where workers find the programs that they start, as in their variable PATH. */
    static String searchPath() {
        return System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    }

    /**
     * What can be written with the programs of a search path. Looks at the file system.
     *
     * @param searchPath as in the variable PATH of a worker
     */
    static Formats formats(String searchPath) {
        return find(searchPath, JXR).isPresent()
                ? Formats.ALL
                : new Formats(Map.of(
                        ImageFormat.JXR,
                        JXR + " is not on the PATH; install it (on Debian: apt install libjxr-tools) and restart"));
    }

    /** The files of the programs that there are. */
    static Stream<Path> files() {
        return find(searchPath(), JXR).stream();
    }

    /** A program's file. */
    static Optional<Path> find(String searchPath, String program) {
        return Stream.of(searchPath.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> file(folder, program).stream())
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static Optional<Path> file(String folder, String program) {
        try {
            return Optional.of(Path.of(folder, program));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
