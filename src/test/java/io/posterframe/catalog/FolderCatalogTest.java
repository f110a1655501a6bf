package io.posterframe.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class FolderCatalogTest {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    Path temp;

    private final AtomicLong now = new AtomicLong();
    private Path root;
    private FolderCatalog catalog;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectory(temp.resolve("media"));
        catalog = new FolderCatalog(VERTX, root, now::get);
    }

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @Test
    void namesAFileWithoutItsExtension() throws IOException {
        assertEquals(Optional.of(make("bbb-480p-30s.mp4")), find("bbb-480p-30s"));
        assertEquals(Optional.of(make("a.b..c.webm")), find("a.b..c"));
        assertEquals(Optional.of(make("Été 1 %2F #?.MOV")), find("Été 1 %2F #?"));
        assertEquals(Optional.empty(), find("bbb-480p-30s.mp4"));
    }

    @Test
    void namesAFileInASubfolderWithUnderscores() throws IOException {
        assertEquals(Optional.of(make("2024/spring/walk.mkv")), find("2024_spring_walk"));
        assertEquals(Optional.of(make("my_trips/day_1.mp4")), find("my_trips_day_1"));
        assertEquals(Optional.of(make("a/_b.mp4")), find("a__b"));
        assertEquals(Optional.of(make("_/_.mp4")), find("___"));
        assertEquals(Optional.empty(), find("my_trips"));
        assertEquals(Optional.empty(), find("spring_walk"));
    }

    @Test
    void findsTheSameFileWheneverSeveralShareAnId() throws IOException {
        Path deepest = make("a/b/c.mp4");
        assertEquals(Optional.of(deepest), find("a_b_c"));
        Path longer = make("a_b/c.mp4");
        forget();
        assertEquals(Optional.of(deepest), find("a_b_c"));
        Path upper = make("a/b_c.MP4");
        forget();
        assertEquals(Optional.of(upper), find("a_b_c"));
        make("a/b_c.webm");
        forget();
        assertEquals(Optional.of(upper), find("a_b_c"));
        Path lower = make("a/b_c.mp4");
        forget();
        assertEquals(Optional.of(lower), find("a_b_c"));
        Path nearest = make("a_b_c.avi");
        forget();
        assertEquals(Optional.of(nearest), find("a_b_c"));
        Files.delete(nearest);
        Files.delete(upper);
        Files.delete(lower);
        Files.delete(root.resolve("a/b_c.webm"));
        Files.delete(deepest);
        forget();
        assertEquals(Optional.of(longer), find("a_b_c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../secret",
                "..\\secret",
                "a/../../secret",
                "/etc/passwd",
                "secret/",
                ".hidden",
                "a_.hidden",
                ".._secret",
                "a_.._secret",
                "a_.._.._secret",
                "a_..",
                "_..",
                "secret\0",
                "secret\n",
                "\0",
                "\u007f",
                "_",
                "__"
            })
    void knowsNothingOutsideAndNothingHidden(String id) throws IOException {
        Files.createFile(temp.resolve("secret.mp4"));
        make("secret/x.mp4");
        make(".hidden.mp4");
        make("a/.hidden.mp4");
        make("a/x.mp4");
        assertEquals(Optional.empty(), find(id));
    }

    @Test
    void followsLinksThatStayInside() throws IOException {
        Path first = make("store/v1.mp4");
        Path second = make("store/v2.mp4");
        Path link = Files.createSymbolicLink(root.resolve("current.mp4"), Path.of("store/v1.mp4"));
        Files.createSymbolicLink(root.resolve("folder"), root.resolve("store"));
        assertEquals(Optional.of(first), find("current"));
        assertEquals(Optional.of(second), find("folder_v2"));
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("store/v2.mp4"));
        forget();
        assertEquals(Optional.of(second), find("current"));
    }

    @Test
    void followsNoLinkOutOfTheFolder() throws IOException {
        Path outside = Files.createDirectory(temp.resolve("media-too"));
        Files.createFile(outside.resolve("x.mp4"));
        Files.createSymbolicLink(root.resolve("file.mp4"), outside.resolve("x.mp4"));
        Files.createSymbolicLink(root.resolve("folder"), outside);
        Files.createSymbolicLink(root.resolve("dangling.mp4"), outside.resolve("none.mp4"));
        Files.createSymbolicLink(root.resolve("loop.mp4"), root.resolve("loop.mp4"));
        for (String id : new String[] {"file", "folder_x", "dangling", "loop"}) {
            assertEquals(Optional.empty(), find(id), id);
        }
    }

    @Test
    void servesARootThatIsALink() throws IOException {
        Path file = make("x.mp4");
        Path link = Files.createSymbolicLink(temp.resolve("link"), root);
        assertEquals(
                Optional.of(file.toUri()),
                Media.find(new FolderCatalog(VERTX, link), "100", "x").map(Medium::location));
    }

    @Test
    void takesOnlyRegularVideoFiles() throws IOException {
        Files.createDirectories(root.resolve("folder.mp4"));
        make("text.txt");
        assertEquals(Optional.empty(), find("folder"));
        assertEquals(Optional.empty(), find("text"));
    }

    @Test
    void remembersForASecondWhatItFoundAndWhatNot() throws IOException {
        assertEquals(Optional.empty(), find("new"));
        Path file = make("new.mp4");
        assertEquals(Optional.empty(), find("new"));
        now.addAndGet(Duration.ofMillis(1001).toNanos());
        assertEquals(Optional.of(file), find("new"));
        Files.delete(file);
        assertEquals(Optional.of(file), find("new"));
        forget();
        assertEquals(Optional.empty(), find("new"));
    }

    @Test
    void failsWhileTheFolderIsAwayAndRecovers() throws IOException {
        Path file = make("x.mp4");
        Path away = Files.move(root, temp.resolve("away"));
        PictureException failed = assertThrows(PictureException.class, () -> find("x"));
        assertInstanceOf(Failure.OriginFailed.class, failed.failure());
        Files.move(away, root);
        assertEquals(Optional.of(file), find("x"));
    }

    @Test
    void boundsTheWorkOfOneId() throws IOException {
        assertEquals(Optional.empty(), find("x".repeat(129)));
        assertEquals(Optional.of(make("x".repeat(128) + ".mp4")), find("x".repeat(128)));
        // a maze in which every underscore can be read in both ways, for as long as the system follows links
        for (String name : new String[] {"a", "a_a", "a_a_a", "a_a_a_a"}) {
            Files.createSymbolicLink(root.resolve(name), Path.of("."));
        }
        assertEquals(Optional.empty(), find("a_".repeat(63) + "a"));
    }

    private Path make(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createFile(file).toRealPath();
    }

    private Optional<Path> find(String id) {
        return Media.find(catalog, "100", id).map(entry -> {
            assertEquals(id, entry.entryId());
            return Path.of(entry.location());
        });
    }

    private void forget() {
        now.addAndGet(Duration.ofSeconds(2).toNanos());
    }
}
