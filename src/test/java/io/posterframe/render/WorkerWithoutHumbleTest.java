package io.posterframe.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.posterframe.clips.Clip;
import io.posterframe.picture.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A machine for which there is no Humble, such as linux-arm64: neither its library nor the jar that has it. */
class WorkerWithoutHumbleTest {
    private static final String CLASS_PATH = "java.class.path";
    private static final String WHOLE = System.getProperty(CLASS_PATH);

    private static final Path NATIVE =
            Path.of("target", "native-without-humble").toAbsolutePath();

    @BeforeAll
    static void leaveOutTheJarWithTheLibrary() {
        System.setProperty(
                CLASS_PATH,
                Stream.of(WHOLE.split(":"))
                        .filter(entry -> !entry.contains("humble-video-arch"))
                        .collect(Collectors.joining(":")));
    }

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

    @AfterAll
    static void takeItBack() {
        System.setProperty(CLASS_PATH, WHOLE);
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
