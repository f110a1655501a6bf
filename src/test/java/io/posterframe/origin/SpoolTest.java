package io.posterframe.origin;

import static io.posterframe.origin.LocalSourceTest.bytes;
import static io.posterframe.origin.Surroundings.failure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.Failure.SourceChanged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Media of an origin that can't answer ranges. */
class SpoolTest {
    @TempDir
    Path folder;

    private Surroundings around;
    private OriginStub stub;

    @BeforeEach
    void start() throws Exception {
        around = new Surroundings(folder);
        stub = around.stub;
        stub.ranges = false;
        stub.media = OriginStub.random(3_000_000);
    }

    @AfterEach
    void stop() {
        around.close();
    }

    private long copies() throws IOException {
        try (Stream<Path> files = Files.list(around.spool)) {
            return files.count();
        }
    }

    private void awaitCopies(int count) throws Exception {
        for (int i = 0; i < 3000 && copies() != count; i++) {
            Thread.sleep(10);
        }
        assertEquals(count, copies());
    }

    @Test
    void readsFromACopyOnDisk() throws Exception {
        MediaSource source = around.open();
        assertEquals(new SourceVersion(3_000_000, "\"v1\"", 784111777000L), source.version());
        try (MediaReader reader = source.open()) {
            assertArrayEquals(
                    Arrays.copyOfRange(stub.media, 2_000_000, 2_500_000), bytes(reader.read(2_000_000, 500_000, 0)));
        }
        assertEquals(1, stub.requests.size());
        assertEquals(1, copies());
        around.origins().close();
        assertEquals(0, copies());
    }

    @Test
    void readsFromAnOriginThatClosesTheConnectionBehindItsAnswer() throws Exception {
        stub.closesBehindAnswers = true;
        for (int i = 0; i < 10; i++) {
            MediaSource source = around.current(around.url("/" + i)).source();
            try (MediaReader reader = source.open()) {
                assertArrayEquals(
                        Arrays.copyOfRange(stub.media, 2_000_000, 3_000_000),
                        bytes(reader.read(2_000_000, 1_000_000, 0)));
            }
        }
        assertEquals(10, stub.requests.size(), "none was tried twice");
    }

    @Test
    void refusesWhatIsLargerThanConfigured() throws Exception {
        around.maxWithoutRanges = 2_999_999;
        OriginFailed failed = failure(OriginFailed.class, around::open);
        assertFalse(failed.passing());
        assertTrue(failed.detail().contains("no range support"), failed.detail());
        assertTrue(around.counts.http.get() < 1_000_000);
        assertEquals(0, copies());
    }

    @Test
    void refusesMediaOfUnknownLength() {
        stub.announcesLength = false;
        assertFalse(failure(OriginFailed.class, around::open).passing());
    }

    @Test
    void keepsACopyThatIsStillCurrentWithoutFetchingItAgain() throws Exception {
        stub.etag = null;
        stub.lastModified = null;
        MediaSource source = around.open();
        around.pass(Duration.ofMinutes(10));
        assertSame(source, around.open());
        assertEquals(2, stub.requests.size());
        stub.media = OriginStub.random(2_000_000);
        around.pass(Duration.ofMinutes(10));
        assertEquals(2_000_000, around.open().version().size());
    }

    @Test
    void dropsTheOldestCopyForANewOne() throws Exception {
        around.spoolBytes = 7_000_000;
        MediaSource first = around.open();
        around.current(around.url("/second"));
        try (MediaReader reader = first.open()) {
            around.current(around.url("/third")); // drops the second, since the first was used after it
            awaitCopies(2);
            MediaSource second = around.current(around.url("/second")).source();
            failure(SourceChanged.class, second::open);
            around.origins().invalidate(around.url("/second"), second.version());
            try (MediaReader again =
                    around.current(around.url("/second")).source().open()) {
                assertEquals(100, again.read(0, 100, 0).remaining());
            }
            awaitCopies(2);
            assertEquals(100, reader.read(2_000_000, 100, 0).remaining(), "a dropped copy lives on in its reader");
        }
    }

    @Test
    void keepsNothingOfABrokenCopy() throws Exception {
        around.openTimeout = Duration.ofSeconds(10);
        stub.halfOfWhole = true;
        failure(OriginFailed.class, around::open);
        awaitCopies(0);
        stub.halfOfWhole = false;
        around.open();
        awaitCopies(1);
    }

    @Test
    void makesItsFolderAgain() throws Exception {
        MediaSource gone = around.open();
        try (Stream<Path> files = Files.list(around.spool)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(around.spool);
        failure(SourceChanged.class, gone::open);
        try (MediaReader reader = around.current(around.url("/second")).source().open()) {
            assertArrayEquals(
                    Arrays.copyOfRange(stub.media, 2_000_000, 2_000_100), bytes(reader.read(2_000_000, 100, 0)));
        }
        assertEquals(1, copies());
    }

    @Test
    void dropsWhatAnEarlierProcessLeft() throws Exception {
        Files.createDirectories(around.spool);
        Files.writeString(around.spool.resolve("left.spool"), "x");
        Files.writeString(around.spool.resolve("other"), "x");
        around.origins();
        assertEquals(1, copies());
    }
}
