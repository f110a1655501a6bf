package io.posterframe.dialect.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.cache.Bytes;
import io.posterframe.cache.CachedPicture;
import io.posterframe.cache.FileRegion;
import io.posterframe.catalog.LookupConfig;
import io.posterframe.database.Database;
import io.posterframe.database.DatabaseConfig;
import io.posterframe.database.TestDatabase;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.PictureException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CapturesTest {
    private static final long MAX_BYTES = 1 << 20;
    private static final Duration KEEP_FOR = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private volatile Instant now = Instant.parse("2026-11-21T08:00:00.123456Z");
    private @Nullable Database opened;

    @BeforeEach
    void open() throws IOException {
        opened = TestDatabase.H2.open(vertx, folder.resolve("database"));
    }

    @AfterEach
    void close() {
        database().close();
        vertx.close().await();
    }

    private Database database() {
        if (opened == null) {
            throw new IllegalStateException("not open");
        }
        return opened;
    }

    private Captures captures(Database database, String data) throws IOException {
        CaptureConfig config = new CaptureConfig(true, List.of(), Duration.ZERO, "", 85, KEEP_FOR, MAX_BYTES);
        return new Captures(vertx, database, config, LookupConfig.DEFAULTS, folder.resolve(data), () -> now);
    }

    private Captures captures() throws IOException {
        return captures(database(), "captures");
    }

    private static CachedPicture picture(int bytes) {
        byte[] body = new byte[bytes];
        Arrays.fill(body, (byte) 7);
        return new CachedPicture("k", "image/jpeg", "\"e\"", 0, 0, "s", "v", 640, 360, Bytes.copyOf(body));
    }

    private static byte[] bytes(Captures captures, Capture capture) throws IOException {
        Captures.Stored stored =
                captures.find(capture.fileName()).await().orElseThrow(() -> new AssertionError("it is gone"));
        try (FileRegion file = (FileRegion) stored.picture().body()) {
            ByteBuffer read = ByteBuffer.allocate((int) file.length());
            file.file().read(read, file.offset());
            return read.array();
        }
    }

    private static boolean isThere(Captures captures, Capture capture) {
        Optional<Captures.Stored> found = captures.find(capture.fileName()).await();
        found.ifPresent(stored -> ((FileRegion) stored.picture().body()).close());
        return found.isPresent();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("captures"))) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("node"))
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatIsKeptIsFoundAlsoAfterARestart(TestDatabase kind) throws IOException {
        DatabaseConfig config = kind.fresh();
        Capture capture;
        try (Database first = Database.open(vertx, config, folder.resolve("other"));
                Captures captures = captures(first, "captures")) {
            capture = captures.keep("a room", ImageFormat.PNG, picture(1000)).await();
            assertEquals(1000, captures.bytes());
            assertEquals(Instant.parse("2026-11-21T08:00:00.123Z"), capture.createdAt());
            assertTrue(capture.fileName().matches("[0-9a-f]{32}\\.png"), capture.fileName());
            assertNotEquals(
                    capture.name(),
                    captures.keep("a room", ImageFormat.PNG, picture(1000))
                            .await()
                            .name());
        }
        try (Database second = Database.open(vertx, config, folder.resolve("other"));
                Captures captures = captures(second, "captures")) {
            assertEquals(2000, captures.bytes());
            assertArrayEquals(new byte[] {7, 7}, Arrays.copyOf(bytes(captures, capture), 2));
            CachedPicture picture =
                    captures.find(capture.fileName()).await().orElseThrow().picture();
            assertEquals("image/png", picture.contentType());
            assertEquals("640x360", picture.width() + "x" + picture.height());
            ((FileRegion) picture.body()).close();
        }
    }

    @Test
    void aPictureOutOfTheDiskCacheIsCopiedAndGivenBack() throws IOException {
        Path file = Files.write(folder.resolve("cached"), new byte[] {0, 1, 2, 3, 4});
        FileRegion region = new FileRegion(java.nio.channels.FileChannel.open(file), 1, 3);
        CachedPicture picture = new CachedPicture("k", "image/jpeg", "\"e\"", 0, 0, "s", "v", 1, 1, region);
        try (Captures captures = captures()) {
            Capture capture = captures.keep("r", ImageFormat.JPEG, picture).await();
            assertArrayEquals(new byte[] {1, 2, 3}, bytes(captures, capture));
        }
        assertFalse(region.file().isOpen());
    }

    @Test
    void noOtherNameIsFound() throws IOException {
        try (Captures captures = captures()) {
            Capture capture = captures.keep("r", ImageFormat.JPEG, picture(10)).await();
            for (String name : List.of(
                    capture.name(),
                    capture.name() + ".png",
                    capture.name().toUpperCase(java.util.Locale.ROOT) + ".jpg",
                    "0".repeat(32) + ".jpg",
                    "../captures/" + capture.fileName(),
                    "node",
                    "",
                    ".",
                    "\0")) {
                assertTrue(captures.find(name).await().isEmpty(), name);
            }
            assertTrue(isThere(captures, capture));
        }
    }

    @Test
    void whatExpiredIsNotFoundAndIsRemoved() throws IOException {
        try (Captures captures = captures()) {
            Capture old = captures.keep("r", ImageFormat.JPEG, picture(10)).await();
            now = now.plusSeconds(300);
            Capture young = captures.keep("r", ImageFormat.JPEG, picture(20)).await();
            now = old.validUntil();
            assertFalse(isThere(captures, old), "it has expired");
            assertEquals(2, files().size());
            captures.clean().await();
            assertEquals(List.of(young.fileName()), files());
            assertEquals(20, captures.bytes());
            assertTrue(isThere(captures, young));
        }
    }

    @Test
    void theOldestGoWhenThereIsNoRoom() throws IOException {
        int third = (int) MAX_BYTES / 3;
        try (Captures captures = captures()) {
            Capture first = captures.keep("r", ImageFormat.JPEG, picture(third)).await();
            now = now.plusSeconds(1);
            Capture second =
                    captures.keep("r", ImageFormat.JPEG, picture(third)).await();
            now = now.plusSeconds(1);
            Capture third3 =
                    captures.keep("r", ImageFormat.JPEG, picture(third)).await();
            assertTrue(isThere(captures, first));
            now = now.plusSeconds(1);
            Capture fourth =
                    captures.keep("r", ImageFormat.JPEG, picture(third)).await();
            assertFalse(isThere(captures, first));
            assertTrue(isThere(captures, second) && isThere(captures, third3) && isThere(captures, fourth));
            assertEquals(3L * third, captures.bytes());
            assertEquals(3, files().size());
            assertThrows(
                    PictureException.class, () -> captures.keep("r", ImageFormat.JPEG, picture((int) MAX_BYTES + 1))
                            .await());
            assertEquals(3, files().size(), "what can't be kept makes no room");
        }
    }

    @Test
    void aCrashLeavesNothingBehind() throws IOException {
        Capture whole;
        Capture fileless;
        try (Captures captures = captures()) {
            whole = captures.keep("r", ImageFormat.JPEG, picture(10)).await();
            fileless = captures.keep("r", ImageFormat.JPEG, picture(10)).await();
        }
        Path captured = folder.resolve("captures");
        Files.delete(captured.resolve(fileless.fileName()));
        Files.write(captured.resolve("0".repeat(32) + ".jpg"), new byte[5]);
        Files.write(captured.resolve("unfinished/half.jpg"), new byte[5]);
        try (Captures captures = captures()) {
            assertEquals(List.of(whole.fileName()), files());
            assertEquals(10, captures.bytes());
            assertEquals(1L, rows());
            assertTrue(isThere(captures, whole));
            assertEquals(0, captured.resolve("unfinished").toFile().list().length);
        }
    }

    private long rows() {
        return database().now(handle -> handle.createQuery("select count(*) from captures")
                .mapTo(Long.class)
                .one());
    }

    @Test
    void aFileOfAnotherLengthIsNotServed() throws IOException {
        try (Captures captures = captures()) {
            Capture capture = captures.keep("r", ImageFormat.JPEG, picture(10)).await();
            Files.write(folder.resolve("captures").resolve(capture.fileName()), new byte[9]);
            assertFalse(isThere(captures, capture));
        }
    }

    @Test
    void aServerLeavesTheCapturesOfAnotherAlone() throws IOException {
        try (Captures one = captures(database(), "captures");
                Captures other = captures(database(), "others")) {
            Capture capture =
                    one.keep("r", ImageFormat.JPEG, picture((int) MAX_BYTES)).await();
            Capture others =
                    other.keep("r", ImageFormat.JPEG, picture((int) MAX_BYTES)).await();
            other.clean().await();
            assertTrue(isThere(one, capture));
            assertTrue(isThere(other, others));
            assertFalse(isThere(other, capture), "its file is elsewhere");
        }
        captures(database(), "others").close();
        assertEquals(2L, rows());
        now = now.plus(KEEP_FOR).plus(Duration.ofDays(2));
        captures(database(), "others").close();
        assertEquals(0L, rows(), "a server that is no more has left its rows");
    }

    @Test
    void aFailingDatabaseLeavesNoFile() throws IOException {
        try (Captures captures = captures()) {
            database().now(handle -> handle.execute("drop table captures"));
            assertThrows(PictureException.class, () -> captures.keep("r", ImageFormat.JPEG, picture(10))
                    .await());
            assertEquals(List.of(), files());
            assertEquals(0, captures.bytes());
        }
    }
}
