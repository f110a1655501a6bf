package io.posterframe.render;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The words that start a command in bubblewrap: in namespaces of its own, with no capability and no way to one, and with a
 * file system in which there are, to be read, the system's programs and libraries, the JDK and our own classes and
 * libraries, and nothing else. Only {@code /tmp} can be written; it lies in memory, is as large as we say, and is gone with
 * the worker.
 *
 * <p>The command is the first process of its namespace: all that it has started end with it. Bubblewrap itself waits outside,
 * and both are killed when the thread that started them ends.
 */
final class Bubblewrap {
    /** JPEG XR goes through files: the pixels of the largest picture and the picture. */
    private static final long SCRATCH_BYTES = 1L << 30;

    private static final List<String> SYSTEM = List.of("/usr", "/bin", "/sbin", "/lib", "/lib64");

    /** What the dynamic linker and Debian's JDKs have in /etc. */
    private static final String CONFIGURATION =
            "{ld.so.cache,ld.so.conf,ld.so.conf.d,alternatives,java,java-*,localtime}";

    private Bubblewrap() {}

    /** @param hidden folders that must not be seen, also if they lie in one that must */
    static List<String> words(Path nativeFolder, List<Path> hidden) throws IOException {
        List<String> words = new ArrayList<>(start());
        words.addAll(List.of(
                "--unshare-all",
                "--die-with-parent",
                "--as-pid-1",
                "--cap-drop",
                "ALL",
                "--dev",
                "/dev",
                // nobody types into the terminal that the server may have
                "--ro-bind",
                "/dev/null",
                "/dev/tty",
                "--proc",
                "/proc",
                "--size",
                Long.toString(SCRATCH_BYTES),
                "--tmpfs",
                "/tmp"));
        Set<Path> shown = shown(nativeFolder);
        for (Path path : shown) {
            words.addAll(List.of("--ro-bind", path.toString(), path.toString()));
        }
        for (Path folder : hidden) {
            if (Files.isDirectory(folder) && isBelow(folder.toRealPath(), shown)) {
                String hides = folder.toRealPath().toString();
                words.addAll(List.of("--tmpfs", hides, "--remount-ro", hides));
            }
        }
        words.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/", "--"));
        return words;
    }

    /**
     * A signal to the sender's own group reaches all of it, in whatever namespace, so workers are not in the server's. They are
     * in its session, if they can: Linux weighs sessions against one another (sched(7), autogroups), and between them it
     * says nothing that a worker is idle.
     */
    private static List<String> start() {
        return EncoderPrograms.find(EncoderPrograms.searchPath(), "perl").isPresent()
                ? List.of("perl", "-e", "setpgrp(0, 0) and exec @ARGV; die $!", "bwrap")
                : List.of("bwrap", "--new-session");
    }

    private static Set<Path> shown(Path nativeFolder) throws IOException {
        Set<Path> shown = new LinkedHashSet<>();
        SYSTEM.forEach(folder -> shown.add(Path.of(folder)));
        try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of("/etc"), CONFIGURATION)) {
            found.forEach(shown::add);
        }
        Path java = Path.of(System.getProperty("java.home"));
        Stream.of(java, nativeFolder.toAbsolutePath()).forEach(shown::add);
        List<Path> classPath = WorkerCommand.classPath();
        shown.addAll(classPath);
        if (classPath.size() == 1) {
            // an installed jar, whose manifest names its libraries
            shown.add(classPath.get(0).resolveSibling("lib"));
        }
        EncoderPrograms.files().forEach(shown::add);
        shown.removeIf(path -> !Files.exists(path) || SYSTEM.stream().anyMatch(folder -> isInside(path, folder)));
        return shown;
    }

    private static boolean isInside(Path path, String folder) {
        return path.startsWith(folder) && !path.equals(Path.of(folder));
    }

    private static boolean isBelow(Path folder, Set<Path> shown) throws IOException {
        for (Path path : shown) {
            if (folder.startsWith(path.toRealPath())) {
                return true;
            }
        }
        return false;
    }
}
