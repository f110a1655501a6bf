package io.posterframe.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.clips.Clip;
import io.posterframe.picture.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A machine for which there is no library of Humble's, such as linux-arm64. */
class WorkerWithoutHumbleTest {

    private static final Path NATIVE =
            Path.of("target", "native-without-humble").toAbsolutePath();

    @BeforeAll
    static void leaveOutTheLibrary() throws IOException {
        Files.createDirectories(NATIVE);
        try (Stream<Path> all = Files.list(WorkerCommand.installedNativeFolder())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path link = NATIVE.resolve(file.getFileName().toString());
                if (!link.endsWith("libhumblevideo.so") && Files.notExists(link)) {
                    Files.createLink(link, file.toRealPath());
                }
            }
        }
    }

    @Test
    void servesByFfmpeg() {
        try (TestPool test = new TestPool(TestPool.CALM, NATIVE)) {
            test.worker();
            assertEquals(75, test.number(Media.of(Clip.MKV), 75));
            assertEquals(List.of(Optional.of(Engine.FFMPEG)), test.counts.engines);
        }
    }
}
