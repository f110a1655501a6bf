package io.posterframe.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.FrameReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleClipTest {

    private record Ended(int status, List<String> output) {}

    @Test
    void makesAClipThatDecodesToWhatWasDrawn(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("new/sample.mp4");
        assertEquals(new Ended(0, List.of()), run(file.toString()));

        assertEquals(List.of(file), files(file.getParent()));
        String head = new String(Files.readAllBytes(file), 0, 8_000, StandardCharsets.ISO_8859_1);
        assertTrue(head.indexOf("moov") < head.indexOf("mdat"), "the index comes first");
        Scene scene = new Scene(640, 360, SampleClip.FRAMES, SampleClip.FRAMES_PER_SECOND);
        try (FrameReader reader = new FrameReader(file)) {
            int frames = 0;
            while (reader.next()) {
                assertEquals(frames / 25.0, reader.seconds(), 0.001);
                if (frames % 125 == 60) {
                    assertEquals(0, difference(scene.draw(frames), reader.picture()), 1.5, "frame " + frames);
                }
                frames++;
            }
            assertEquals(SampleClip.FRAMES, frames);
        }
    }

    @Test
    void failsWithOneLineAndLeavesNothingBehind(@TempDir Path folder) throws Exception {
        Path inTheWay =
                Files.createDirectories(folder.resolve("sample.mp4/full")).getParent();
        Ended ended = run(inTheWay.toString());
        assertEquals(1, ended.status());
        assertEquals(1, ended.output().size(), ended.output()::toString);
        assertTrue(ended.output().get(0).startsWith("the sample clip could not be made: "));
        assertEquals(List.of(inTheWay), files(folder));
    }

    @Test
    void asksForOnePath() throws Exception {
        assertEquals(new Ended(2, List.of("usage: SampleClip FILE.mp4")), run());
    }

    private static Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.library.path=" + System.getProperty("java.library.path"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                SampleClip.class.getName()),
                        Stream.of(arguments))
                .toList();
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> output = child.inputReader().lines().toList();
        assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        return new Ended(child.exitValue(), output);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Mean difference of a channel, 0 to 255. */
    private static double difference(int[] drawn, BufferedImage decoded) {
        assertEquals(drawn.length, decoded.getWidth() * decoded.getHeight());
        long sum = 0;
        for (int i = 0; i < drawn.length; i++) {
            int seen = decoded.getRGB(i % decoded.getWidth(), i / decoded.getWidth());
            for (int shift = 0; shift <= 16; shift += 8) {
                sum += Math.abs((drawn[i] >> shift & 255) - (seen >> shift & 255));
            }
        }
        return sum / (3.0 * drawn.length);
    }
}
