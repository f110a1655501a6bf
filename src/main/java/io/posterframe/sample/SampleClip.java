package io.posterframe.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Makes the sample clip: 20 seconds of a day going by, with a timecode, as H.264 in an MP4 whose index comes first.
 *
 * <p>It loads native code, so it is the main class of a child JVM and never called inside the edge.
 */
public final class SampleClip {
    static final int WIDTH = 640;
    static final int HEIGHT = 360;
    static final int FRAMES_PER_SECOND = 25;
    static final int FRAMES = 20 * FRAMES_PER_SECOND;

    private SampleClip() {}

    /**
     * Writes the clip to the one path given. Ends with status 0, or with 1 (2 for a wrong call) and one line on standard
     * error; then nothing lies at the path that did not lie there before.
     */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: SampleClip FILE.mp4");
            System.exit(2);
        }
        System.setProperty("java.awt.headless", "true");
        try {
            write(Path.of(arguments[0]));
        } catch (Exception | LinkageError e) {
            System.err.println(("the sample clip could not be made: " + e).replaceAll("\\s+", " "));
            System.exit(1);
        }
    }

    /**
     * Writes the clip beside {@code file} and renames it when it is whole. Blocks for about two seconds; one call at a
     * time in a process.
     *
     * @throws IOException when the folder can't be written or the encoder refuses
     */
    static void write(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Files.createDirectories(whole.getParent());
        Path part = whole.resolveSibling(
                whole.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            encode(part);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void encode(Path file) throws IOException {
        Scene scene = new Scene(WIDTH, HEIGHT, FRAMES, FRAMES_PER_SECOND);
        Planes planes = new Planes(WIDTH, HEIGHT);
        try (Mp4Writer writer = new Mp4Writer(file, WIDTH, HEIGHT, FRAMES_PER_SECOND)) {
            for (int frame = 0; frame < FRAMES; frame++) {
                planes.set(scene.draw(frame));
                writer.add(planes);
            }
            writer.finish();
        }
    }
}
