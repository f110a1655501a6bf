package io.posterframe.cli;

import io.posterframe.config.Settings;
import io.posterframe.render.WorkerCommand;
import java.io.IOException;
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
        WorkerCommand command =
                new WorkerCommand(WorkerCommand.installedNativeFolder(), data.resolve("native"), settings.render());
        Process maker = new ProcessBuilder(command.javaCommand(MAKER, List.of(clip.toString())))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = maker.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            maker.destroyForcibly();
        }
        if (!ended || maker.exitValue() != 0 || !Files.exists(clip)) {
            throw new StartException("the sample clip could not be made; name a folder with videos instead");
        }
        return folder;
    }
}
