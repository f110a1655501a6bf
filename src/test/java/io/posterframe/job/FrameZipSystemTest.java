package io.posterframe.job;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.image.Program;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A zip of frames as a program sees it that we did not write. */
@Tag("system")
class FrameZipSystemTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(ints = {7_200, 70_000})
    void unzipFindsNothingWrong(int frames) throws IOException {
        Vertx vertx = Vertx.vertx();
        Path file = temp.resolve("frames.zip");
        try (StoredFrames stored = new StoredFrames(vertx, temp)) {
            FrameJob job = stored.keep(frames, 100);
            Promise<Void> written = Promise.promise();
            vertx.runOnContext(now -> vertx.fileSystem()
                    .open(file.toString(), new OpenOptions())
                    .compose(out -> new FrameZip(job, stored).pipeTo(out))
                    .onComplete(written));
            written.future().await();
            String told = Program.run("unzip", "unzip", "-t", file.toString());
            assertTrue(told.contains("No errors detected in compressed data"), told.substring(told.length() - 200));
            String list = Program.run("unzip", "unzip", "-l", file.toString());
            assertTrue(list.strip().endsWith(frames + " files"), list.substring(list.length() - 200));
        } finally {
            vertx.close().await();
        }
    }
}
