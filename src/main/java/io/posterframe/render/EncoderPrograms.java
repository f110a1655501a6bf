package io.posterframe.render;

import io.posterframe.picture.Formats;
import io.posterframe.picture.ImageFormat;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The programs that workers start for formats which no library of theirs writes. */
final class EncoderPrograms {
    private static final String JXR = "JxrEncApp";

    private EncoderPrograms() {}

    /**
     * What can be written with the programs of a search path. Looks at the file system.
     *
     * @param searchPath as in the variable PATH of a worker
     */
    static Formats formats(String searchPath) {
        return isOn(searchPath, JXR)
                ? Formats.ALL
                : new Formats(Map.of(
                        ImageFormat.JXR,
                        JXR + " is not on the PATH; install it (on Debian: apt install libjxr-tools) and restart"));
    }

    private static boolean isOn(String searchPath, String program) {
        return Stream.of(searchPath.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> isProgram(folder, program));
    }

    private static boolean isProgram(String folder, String program) {
        try {
            Path file = Path.of(folder, program);
            return Files.isRegularFile(file) && Files.isExecutable(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
