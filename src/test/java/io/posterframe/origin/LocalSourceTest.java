package io.posterframe.origin;

import static io.posterframe.origin.Surroundings.failure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Failure.Cancelled;
import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.Failure.OriginRefused;
import io.posterframe.picture.Failure.SourceChanged;
import io.posterframe.picture.Failure.SourceMissing;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSourceTest {
    @TempDir
    Path folder;

    private final byte[] media = OriginStub.random(100_000);
    private final Surroundings.Counts counts = new Surroundings.Counts();
    private Path file;

    @BeforeEach
    void writeFile() throws Exception {
        file = folder.resolve("a clip.mp4");
        Files.write(file, media);
    }

    private LocalSource find() {
        return LocalSource.find(file.toUri(), counts);
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Test
    void noticesAtTheEndThatTheFileWasWrittenToInPlace() throws Exception {
        try (MediaReader reader = find().open()) {
            reader.read(0, 1000, 0);
            reader.confirm();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 50_000);
            }
            failure(SourceChanged.class, reader::confirm);
        }
    }

    @Test
    void readsAnywhereAndStopsAtTheEnd() {
        LocalSource source = find();
        assertEquals(media.length, source.version().size());
        assertEquals(file.toUri().toString(), source.id());
        try (MediaReader reader = source.open()) {
            assertArrayEquals(Arrays.copyOfRange(media, 5000, 6000), bytes(reader.read(5000, 1000, 0)));
            assertArrayEquals(Arrays.copyOfRange(media, 0, 10), bytes(reader.read(0, 10, 99)));
            assertArrayEquals(Arrays.copyOfRange(media, 99_990, 100_000), bytes(reader.read(99_990, 1000, 0)));
            assertEquals(0, reader.read(200_000, 10, 0).remaining());
        }
        assertEquals(1020, counts.file.get());
    }

    @Test
    void noticesAnotherFileUnderTheSameName() throws Exception {
        LocalSource before = find();
        Path other = folder.resolve("other");
        Files.write(other, OriginStub.random(100_000));
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        failure(SourceChanged.class, before::open);
        assertNotEquals(before.version(), find().version());
    }

    @Test
    void noticesAFileThatIsCutWhileItIsRead() throws Exception {
        try (MediaReader reader = find().open()) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(50_000);
            }
            assertEquals(10_000, reader.read(0, 10_000, 0).remaining());
            failure(SourceChanged.class, () -> reader.read(45_000, 10_000, 0));
        }
    }

    @Test
    void takesRegularFilesOnly() throws Exception {
        failure(
                SourceMissing.class,
                () -> LocalSource.find(folder.resolve("none").toUri(), counts));
        failure(OriginFailed.class, () -> LocalSource.find(folder.toUri(), counts));
        failure(OriginFailed.class, () -> LocalSource.find(URI.create("file:///dev/zero"), counts));
        failure(OriginRefused.class, () -> LocalSource.find(URI.create("file://host/share"), counts));
        Files.delete(file);
        failure(SourceMissing.class, this::find);
    }

    @Test
    void endsAReadWhenTheThreadIsInterrupted() {
        try (MediaReader reader = find().open()) {
            Thread.currentThread().interrupt();
            failure(Cancelled.class, () -> reader.read(0, 10, 0));
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void keepsAFileCurrentUntilItsRecheckAndThenSeesTheNewOne() throws Exception {
        try (Surroundings around = new Surroundings(folder)) {
            CurrentSource first = around.current(file.toUri());
            assertEquals(1_000_000, first.changedAtMillis());
            assertEquals(1_060_000, first.freshUntilMillis());
            Files.write(file, OriginStub.random(70_000));
            around.pass(java.time.Duration.ofSeconds(59));
            assertEquals(first, around.current(file.toUri()));
            assertNotNull(around.origins().peekFresh(file.toUri()));
            around.pass(java.time.Duration.ofMinutes(10));
            CurrentSource second = around.current(file.toUri());
            assertEquals(70_000, second.source().version().size());
            assertEquals(around.clock.get(), second.changedAtMillis());
        }
    }
}
