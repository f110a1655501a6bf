package io.posterframe.clips;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where the clips lie: {@code target/clips/<hash of the classes of this package>}, so that they outlive a run and are
 * made anew when their maker changes.
 *
 * <p>A child JVM makes them all, since Humble allows one open codec at a time in a process and a test may hold one. It
 * writes into a folder beside, which is renamed when all are there; a file lock keeps a second JVM waiting meanwhile.
 */
final class Clips {
    /** The folder with all clips. The class initializer makes it, so one thread does and the others wait. */
    static final Path FOLDER = folder();

    private static final int SECONDS_TO_MAKE_ALL = 180;

    private Clips() {}

    private static Path folder() {
        try {
            Path clips = Files.createDirectories(Path.of("target", "clips").toAbsolutePath());
            String hash = hash();
            Path folder = clips.resolve(hash);
            try (FileChannel channel =
                    FileChannel.open(clips.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock(); // until the channel is closed
                if (!Files.isDirectory(folder)) {
                    Path part = Files.createDirectories(clips.resolve(hash + ".part"));
                    make(part);
                    Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make(Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Djava.library.path=" + System.getProperty("java.library.path")));
        String cache = System.getProperty("org.bytedeco.javacpp.cachedir");
        if (cache != null) {
            command.add("-Dorg.bytedeco.javacpp.cachedir=" + cache);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(ClipMaker.class.getName(), folder.toString()));
        Path log = folder.resolve("log");
        Process child = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = child.waitFor(SECONDS_TO_MAKE_ALL, TimeUnit.SECONDS);
            if (!ended || child.exitValue() != 0) {
                throw new IOException("the clips could not be made (" + (ended ? child.exitValue() : "too slow") + "): "
                        + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            child.destroyForcibly();
        }
    }

    /** Of this package's classes without the tests. */
    private static String hash() throws IOException {
        URI place = URI.create(
                Clips.class.getProtectionDomain().getCodeSource().getLocation().toString());
        Path classes = Path.of(place).resolve("io/posterframe/clips");
        try (Stream<Path> files = Files.list(classes)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files.filter(f -> !f.toString().contains("Test.class"))
                    .sorted()
                    .toList()) {
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
