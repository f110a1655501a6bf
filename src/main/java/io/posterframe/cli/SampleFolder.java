package io.posterframe.cli;

import io.posterframe.config.Settings;
import io.posterframe.render.Sandbox;
import io.posterframe.render.WorkerCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A folder with a sample clip, made once, in a process of its own since native code lives in no other place. */
final class SampleFolder {
    private static final String MAKER = "io.posterframe.sample.SampleClip";
    private static final long PATIENCE_SECONDS = 60;

    private SampleFolder() {}

    static Path make(Settings settings) throws IOException, InterruptedException {
        Path data = settings.data().toAbsolutePath();
        Path folder = Files.createDirectories(data.resolve("sample"));
        Path clip = folder.resolve("sample.mp4");
        if (Files.exists(clip)) {
            return folder;
        }
        // it reads nothing of strangers
        WorkerCommand command = new WorkerCommand(
                WorkerCommand.installedNativeFolder(), settings.render(), settings.decode(), Sandbox.NONE);
        Path words = Files.createTempFile(data, "sample-", ".log");
        try {
            Process maker = new ProcessBuilder(command.javaCommand(MAKER, List.of(clip.toString())))
                    .redirectErrorStream(true)
                    .redirectOutput(words.toFile())
                    .start();
            boolean ended = maker.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                maker.destroyForcibly();
            }
            if (!ended || maker.exitValue() != 0 || !Files.exists(clip)) {
                String why = ended ? lastLine(words) : "not done after " + PATIENCE_SECONDS + " s";
                throw new StartException(
                        "the sample clip could not be made (" + why + "); name a folder with videos instead");
            }
        } finally {
            Files.deleteIfExists(words);
        }
        return folder;
    }

    /** The last line that says something: not blank, and no step of a stack trace, as those are indented. */
    static String lastLine(Path words) throws IOException {
        String last = "it said nothing";
        for (String line : new String(Files.readAllBytes(words), StandardCharsets.UTF_8).split("\\R")) {
            if (!line.isBlank() && !Character.isWhitespace(line.charAt(0))) {
                last = line;
            }
        }
        return last;
    }
}
