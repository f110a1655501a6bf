package io.posterframe.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.Until;
import io.posterframe.database.Database;
import io.posterframe.database.TestDatabase;
import io.posterframe.job.FrameJob.Status;
import io.posterframe.job.FrameLedger.Superseded;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the database makes of jobs: who may write, and what is left when that changes. */
class FrameLedgerTest {
    private static final JobConfig CONFIG = new JobConfig(
            1,
            4,
            3,
            100,
            1 << 20,
            1 << 20,
            85,
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            Duration.ofSeconds(1));

    private static Vertx vertx;

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-29T18:00:00Z");

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    private interface Trial {
        void run(FrameLedger ledger, Database database) throws Exception;
    }

    private void with(TestDatabase kind, Trial trial) throws Exception {
        try (Database database = kind.open(vertx, folder)) {
            trial.run(new FrameLedger(database, CONFIG, new JobQueue(database, CONFIG, "node"), () -> now), database);
        }
    }

    private static FrameOrder order(String entry, double framesPerSecond, @Nullable URI callback) {
        return new FrameOrder(
                JobApi.FRAMES,
                "100",
                entry,
                framesPerSecond,
                0,
                true,
                OptionalLong.empty(),
                OptionalLong.of(5_000_000),
                callback);
    }

    private static FrameJob create(FrameLedger ledger, Database database, FrameOrder order) {
        return database.now(handle -> ledger.create(handle, order, "v1", true));
    }

    private static List<JobFrame> frames(FrameJob job, int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(number -> new JobFrame(job.id(), number, first + "-" + job.run(), 10 * number, 10, 7, 4, 3))
                .toList();
    }

    private static long rows(Database database, String table) {
        return database.now(handle -> handle.createQuery("select count(*) from " + table)
                .mapTo(Long.class)
                .one());
    }

    @ParameterizedTest
    @EnumSource
    void aJobIsReadAsItWasOrdered(TestDatabase kind) throws Exception {
        with(kind, (ledger, database) -> {
            FrameOrder order = order("e", 0.1, URI.create("https://x.example/c?d=e"));
            FrameJob job = create(ledger, database, order);
            FrameJob read = ledger.find(job.id()).orElseThrow();
            assertEquals(job, read);
            assertEquals(order, read.order());
            assertEquals(Status.PENDING, read.status());
            assertEquals(FrameJob.Callback.State.DUE, read.callback().state());
            assertTrue(Long.toString(read.collection()).matches("[1-9][0-9]{17}"));
            assertEquals(1, rows(database, "job_runs"), "it is to be run, from the same transaction on");
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatFailsToBeOrderedLeavesNothing(TestDatabase kind) throws Exception {
        with(kind, (ledger, database) -> {
            assertThrows(
                    IllegalStateException.class,
                    () -> database.now(handle -> {
                        ledger.create(handle, order("e", 1, null), "v1", true);
                        throw new IllegalStateException("the transaction is undone");
                    }));
            assertEquals(0, rows(database, "frame_jobs"));
            assertEquals(0, rows(database, "job_runs"));
        });
    }

    @ParameterizedTest
    @EnumSource
    void equalOrdersAreOneJobUnlessItFailed(TestDatabase kind) throws Exception {
        with(kind, (ledger, database) -> {
            FrameOrder order = order("e", 1, null);
            FrameJob job = create(ledger, database, order);
            assertEquals(job, create(ledger, database, order));
            assertNotEquals(
                    job.id(), create(ledger, database, order("f", 1, null)).id());
            FrameJob ofNewVideo = database.now(handle -> ledger.create(handle, order, "v2", true));
            assertNotEquals(job.id(), ofNewVideo.id(), "the video is another one");
            ledger.end(ledger.begin(job.id(), "here").orElseThrow(), "it is damaged");
            assertNotEquals(job.id(), create(ledger, database, order).id());
            assertEquals(Optional.empty(), ledger.find(job.id()), "the failed one makes room");
        });
    }

    @ParameterizedTest
    @EnumSource
    void moreThanMayWaitAreRefused(TestDatabase kind) throws Exception {
        with(kind, (ledger, database) -> {
            for (int i = 0; i < CONFIG.maxWaitingOfAccount(); i++) {
                create(ledger, database, order("e" + i, 1, null));
            }
            refuses(ledger, database, "100", "more than one account may have");
            create(ledger, database, order("e0", 1, null));
            createFor(ledger, database, "200");
            refuses(ledger, database, "300", "more than all may have");
        });
    }

    private static FrameJob createFor(FrameLedger ledger, Database database, String partnerId) {
        FrameOrder order = new FrameOrder(
                JobApi.FRAMES, partnerId, "x", 1, 0, true, OptionalLong.empty(), OptionalLong.empty(), null);
        return create(ledger, database, order);
    }

    private static void refuses(FrameLedger ledger, Database database, String partnerId, String why) {
        PictureException refused =
                assertThrows(PictureException.class, () -> createFor(ledger, database, partnerId), why);
        assertTrue(refused.failure() instanceof Failure.Overloaded, why);
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhoBeganItLastMayWrite(TestDatabase kind) throws Exception {
        with(kind, (ledger, database) -> {
            String id = create(ledger, database, order("e", 1, null)).id();
            FrameJob first = ledger.measured(ledger.begin(id, "here").orElseThrow(), "v1", 5);
            ledger.add(first, frames(first, 0, 2));
            FrameJob second = ledger.begin(id, "here").orElseThrow();
            assertEquals(2, second.done());
            assertEquals(20, second.bytes());
            assertThrows(Superseded.class, () -> ledger.add(first, frames(first, 2, 2)));
            assertThrows(Superseded.class, () -> ledger.end(first, null));
            assertThrows(Superseded.class, () -> ledger.setBack(first));
            assertThrows(Superseded.class, () -> ledger.measured(first, "v1", 5));
            ledger.add(second, frames(second, 2, 3));
            assertEquals(5, rows(database, "job_frames"));
            assertEquals(Set.of("0-1", "2-2"), ledger.bundles(id));
            ledger.end(second, null);
            FrameJob ended = ledger.find(id).orElseThrow();
            assertEquals(Status.COMPLETED, ended.status());
            assertEquals(5, ended.done());
            assertEquals(now, ended.finishedAt());
            assertEquals(now.plus(CONFIG.keepFor()), ended.validUntil());
            assertEquals(Optional.empty(), ledger.begin(id, "here"), "it has ended");
            assertThrows(Superseded.class, () -> ledger.end(second, "twice"));
        });
    }

    @ParameterizedTest
    @EnumSource
    void framesThatCantBeReachedOrAreOfAnotherVideoAreMadeAgain(TestDatabase kind) throws Exception {
        with(kind, (ledger, database) -> {
            String id = create(ledger, database, order("e", 1, null)).id();
            FrameJob here = ledger.measured(ledger.begin(id, "here").orElseThrow(), "v1", 5);
            ledger.add(here, frames(here, 0, 2));
            FrameJob there = ledger.begin(id, "there").orElseThrow();
            assertEquals(0, there.done());
            assertEquals(0, there.bytes());
            assertEquals("there", there.place());
            assertEquals(0, rows(database, "job_frames"));
            there = ledger.measured(there, "v1", 5);
            ledger.add(there, frames(there, 0, 3));
            FrameJob same = ledger.measured(ledger.begin(id, "there").orElseThrow(), "v1", 5);
            assertEquals(3, same.done());
            FrameJob other = ledger.measured(ledger.begin(id, "there").orElseThrow(), "v2", 7);
            assertEquals(0, other.done());
            assertEquals(7, other.expected().orElse(0));
            assertEquals(0, rows(database, "job_frames"));
        });
    }

    @ParameterizedTest
    @EnumSource
    void aFailedJobHasNoFrames(TestDatabase kind) throws Exception {
        with(kind, (ledger, database) -> {
            String id = create(ledger, database, order("e", 1, null)).id();
            FrameJob begun = ledger.measured(ledger.begin(id, "here").orElseThrow(), "v1", 5);
            ledger.add(begun, frames(begun, 0, 2));
            assertEquals(20, ledger.bytes());
            ledger.end(begun, "it is damaged further on");
            FrameJob failed = ledger.find(id).orElseThrow();
            assertEquals("it is damaged further on", failed.failure());
            assertEquals(0, failed.done());
            assertEquals(0, ledger.bytes());
            assertEquals(0, rows(database, "job_frames"));
        });
    }

    @ParameterizedTest
    @EnumSource
    void theEndIsToldInTheSameTransaction(TestDatabase kind) throws Exception {
        with(kind, (ledger, database) -> {
            String silent = create(ledger, database, order("e", 1, null)).id();
            String told = create(ledger, database, order("f", 1, URI.create("http://x.example/")))
                    .id();
            ledger.end(ledger.begin(silent, "here").orElseThrow(), null);
            assertEquals(0, rows(database, "job_callbacks"));
            ledger.end(ledger.begin(told, "here").orElseThrow(), "why");
            assertEquals(1, rows(database, "job_callbacks"));
        });
    }

    @ParameterizedTest
    @EnumSource
    void expiredJobsAreAsGoodAsUnknown(TestDatabase kind) throws Exception {
        with(kind, (ledger, database) -> {
            String here = create(ledger, database, order("e", 1, null)).id();
            String there = create(ledger, database, order("f", 1, null)).id();
            ledger.end(ledger.begin(here, "here").orElseThrow(), null);
            ledger.end(ledger.begin(there, "there").orElseThrow(), null);
            assertEquals(List.of(), ledger.expired(now, "here", 10));
            now = now.plus(CONFIG.keepFor());
            assertEquals(Optional.empty(), ledger.valid(ledger.find(here)));
            assertEquals(
                    List.of(here),
                    ledger.expired(now, "here", 10).stream().map(FrameJob::id).toList());
            assertEquals(2, ledger.expired(now, null, 10).size());
            assertTrue(ledger.delete(here));
            assertEquals(1, rows(database, "frame_jobs"));
        });
    }

    @ParameterizedTest
    @EnumSource
    void itIsKnownWhatWaitsAndSinceWhen(TestDatabase kind) throws Exception {
        with(kind, (ledger, database) -> {
            assertBacklog(database, 0, 0, 0);
            String oldest = create(ledger, database, order("e", 1, null)).id();
            now = now.plusSeconds(60);
            create(ledger, database, order("f", 1, null));
            create(ledger, database, order("g", 1, null));
            now = now.plusSeconds(30);
            assertBacklog(database, 3, 90, 90);
            FrameJob begun = ledger.begin(oldest, "here").orElseThrow();
            assertBacklog(database, 2, 30, 90);
            ledger.end(begun, null);
            assertBacklog(database, 2, 30, 30);
        });
    }

    private void assertBacklog(Database database, int waiting, int oldestWaiting, int oldest) {
        try (JobBacklog backlog = new JobBacklog(vertx, database, () -> now)) {
            Until.holds("it was asked", () -> !Double.isNaN(backlog.waiting()));
            assertEquals(waiting, backlog.waiting());
            assertEquals(oldestWaiting, backlog.oldestWaitingSeconds());
            assertEquals(oldest, backlog.oldestSeconds());
        }
    }

    @Test
    void nothingIsSaidOfADatabaseThatIsAway() throws Exception {
        Database database = TestDatabase.H2.open(vertx, folder);
        database.close();
        try (JobBacklog backlog = new JobBacklog(vertx, database, () -> now)) {
            assertTrue(Double.isNaN(backlog.waiting()));
            assertTrue(Double.isNaN(backlog.oldestSeconds()));
        }
    }
}
