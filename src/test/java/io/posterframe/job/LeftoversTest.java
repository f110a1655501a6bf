package io.posterframe.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.archive.Archive;
import io.posterframe.archive.ArchiveConfig;
import io.posterframe.archive.Archives;
import io.posterframe.database.Database;
import io.posterframe.database.TestDatabase;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is removed of jobs that nobody wants any more, and what is not. */
class LeftoversTest {
    private static final ByteBuffer BYTES = ByteBuffer.wrap("frames".getBytes(StandardCharsets.US_ASCII));

    @TempDir
    Path folder;

    private Vertx vertx;
    private Database database;
    private Archive archive;
    private Instant now = Instant.now();
    private FrameLedger ledger;
    private Leftovers leftovers;

    @BeforeEach
    void open() throws Exception {
        vertx = Vertx.vertx();
        database = TestDatabase.H2.open(vertx, folder.resolve("database"));
        archive = Archives.open(ArchiveConfig.DEFAULTS, folder);
        JobQueue queue = new JobQueue(database, JobConfig.DEFAULTS, "node");
        ledger = new FrameLedger(database, JobConfig.DEFAULTS, queue, () -> now);
        leftovers = new Leftovers(vertx, ledger, archive, () -> now);
    }

    @AfterEach
    void close() {
        leftovers.close();
        archive.close();
        database.close();
        vertx.close().await();
    }

    private String ended(String entry, String place) throws Exception {
        FrameOrder order = new FrameOrder(
                JobApi.FRAMES, "100", entry, 1, 0, true, OptionalLong.empty(), OptionalLong.empty(), null);
        String id =
                database.now(handle -> ledger.create(handle, order, "v", true)).id();
        ledger.end(ledger.begin(id, place).orElseThrow(), null);
        archive.write(id, "0-1", BYTES.duplicate());
        return id;
    }

    private boolean isKept(String job) throws Exception {
        try {
            archive.read(job, "0-1", 0, 1);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Test
    void aJobGoesWithItsFramesWhenItExpires() throws Exception {
        String id = ended("e", archive.place());
        leftovers.remove().await();
        assertTrue(isKept(id));
        now = now.plus(JobConfig.DEFAULTS.keepFor());
        leftovers.remove().await();
        assertTrue(ledger.find(id).isEmpty());
        assertEquals(false, isKept(id));
    }

    @Test
    void framesOfAnotherPlaceAreLeftToWhoReachesIt() throws Exception {
        String id = ended("e", "another");
        now = now.plus(JobConfig.DEFAULTS.keepFor());
        leftovers.remove().await();
        assertTrue(ledger.find(id).isPresent());
        now = now.plus(Duration.ofDays(1));
        leftovers.remove().await();
        assertTrue(ledger.find(id).isEmpty(), "nobody has come for a day");
    }

    @Test
    void framesThatNoJobKnowsGoAfterAnHour() throws Exception {
        String unknown = UUID.randomUUID().toString();
        archive.write(unknown, "0-1", BYTES.duplicate());
        leftovers.remove().await();
        assertTrue(isKept(unknown), "its job's row may be about to be written");
        now = now.plus(Duration.ofHours(2));
        String known = ended("e", archive.place());
        leftovers.remove().await();
        assertThrows(NoSuchFileException.class, () -> archive.read(unknown, "0-1", 0, 1));
        assertTrue(isKept(known));
    }
}
