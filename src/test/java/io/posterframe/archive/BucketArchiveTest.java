package io.posterframe.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.bucket.BucketConfig;
import io.posterframe.bucket.BucketSite;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BucketArchiveTest extends ArchiveContract {
    private static final String PREFIX = "posterframe/frames/";
    private static final Predicate<HttpServerRequest> ALL = request -> true;

    private static Vertx vertx;

    private BucketSite site;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    @AfterEach
    void closeSite() {
        site.close();
    }

    @Override
    Archive open() throws Exception {
        if (site == null) {
            site = new BucketSite(vertx);
        }
        return new BucketArchive(site.config(PREFIX));
    }

    @Test
    void putsBundlesWhereTheDocumentsSay() throws Exception {
        try (Archive archive = open()) {
            archive.write("job", "bundle", bytes());
            assertEquals(Set.of(PREFIX + "job/bundle"), site.keys());
            assertTrue(archive.place().matches("s3://some-bucket/posterframe/frames/@127\\.0\\.0\\.1:\\d+"));
        }
    }

    @Test
    void leavesAloneWhatIsNotBelowItsPrefix() throws Exception {
        site.put("other/job/bundle");
        site.put("posterframe/frames2/job/bundle");
        site.put(PREFIX + "file");
        site.put(PREFIX + "a/b/c");
        site.put(PREFIX + "UP/b");
        Set<String> others = site.keys();
        try (Archive archive = open()) {
            archive.write("job", "bundle", bytes());
            List<String> jobs = new ArrayList<>();
            archive.forEachJob((job, newest) -> jobs.add(job));
            assertEquals(List.of("job"), jobs);
            archive.delete("job");
            assertEquals(others, site.keys());
        }
    }

    @Test
    void worksWithoutAPrefix() throws Exception {
        try (Archive archive = new BucketArchive(site.config(""))) {
            archive.write("job", "bundle", bytes());
            assertEquals(Set.of("job/bundle"), site.keys());
            archive.delete("job");
            assertEquals(Set.of(), site.keys());
        }
    }

    @Test
    void deletesAndListsAThousandAtOnce() throws Exception {
        for (int i = 0; i < 2500; i++) {
            site.put(PREFIX + "job/" + i);
        }
        try (Archive archive = open()) {
            archive.delete("job");
        }
        assertEquals(3, Collections.frequency(site.requests(), "GET /some-bucket"));
        assertEquals(3, Collections.frequency(site.requests(), "POST /some-bucket"));
        assertEquals(Set.of(), site.keys());
    }

    @Test
    void deletesOneByOneWhereThereAreNoBatches() throws Exception {
        for (int status : new int[] {400, 405, 501}) {
            site.fail(request -> request.method() == HttpMethod.POST, Integer.MAX_VALUE, status, "NotImplemented");
            for (int i = 0; i < 20; i++) {
                site.put(PREFIX + "job/" + i);
            }
            try (Archive archive = open()) {
                archive.delete("job");
            }
            assertEquals(Set.of(), site.keys());
        }
    }

    @Test
    void saysWhatABatchLeft() throws Exception {
        site.put(PREFIX + "job/a");
        site.put(PREFIX + "job/b");
        site.fail(BucketSite.Fault.KEEPS_ONE, 2);
        try (Archive archive = open()) {
            assertFails("bucket some-bucket: AccessDenied", () -> archive.delete("job"));
        }
    }

    @Test
    void triesAgainWhatFailsInPassing() throws Exception {
        try (Archive archive = open()) {
            for (int status : new int[] {500, 503}) {
                site.fail(ALL, 2, status, "SlowDown");
                archive.write("job", "bundle", ByteBuffer.wrap(random(100_000)));
                site.fail(ALL, 2, status, "");
                assertEquals(ByteBuffer.wrap(random(100_000)), archive.read("job", "bundle", 0, 100_000));
                site.fail(ALL, 2, status, "InternalError");
                archive.delete("job");
                assertEquals(Set.of(), site.keys());
            }
        }
    }

    @Test
    void givesUpAfterThreeTries() throws Exception {
        site.fail(ALL, 3, 500, "InternalError");
        try (Archive archive = open()) {
            assertFails("bucket some-bucket: 500 InternalError", () -> archive.write("job", "bundle", bytes()));
            assertEquals(3, site.requests().size());
        }
    }

    @Test
    void aRefusalIsAFailureAndNotAMissingBundle() throws Exception {
        site.fail(ALL, Integer.MAX_VALUE, 403, "AccessDenied");
        try (Archive archive = open()) {
            assertFails("bucket some-bucket: 403 AccessDenied", () -> archive.read("job", "bundle", 0, 1));
            assertEquals(1, site.requests().size(), "a refusal is final");
            assertFails("bucket some-bucket: 403 AccessDenied", () -> archive.write("job", "bundle", bytes()));
            assertFails("bucket some-bucket: 403 AccessDenied", () -> archive.delete("job"));
            assertFails("bucket some-bucket: 403 AccessDenied", () -> archive.forEachJob((job, newest) -> {}));
        }
    }

    @Test
    void aBucketThatIsNotThereIsNoMissingBundle() throws Exception {
        try (Archive archive = new BucketArchive(site.config("no-bucket", PREFIX, BucketSite.SECRET_KEY))) {
            assertFails("bucket no-bucket: 404 NoSuchBucket", () -> archive.read("job", "bundle", 0, 1));
            assertFails("bucket no-bucket: 404 NoSuchBucket", () -> archive.delete("job"));
        }
    }

    @Test
    void aMissingBundleMayBeSaidWithoutWords() throws Exception {
        site.fail(ALL, Integer.MAX_VALUE, 404, "");
        try (Archive archive = open()) {
            assertThrows(NoSuchFileException.class, () -> archive.read("job", "bundle", 0, 1));
        }
    }

    @Test
    void signsWithItsSecret() throws Exception {
        String wrong = "another-secret-of-theirs";
        try (Archive archive = new BucketArchive(site.config(BucketSite.BUCKET, PREFIX, wrong))) {
            assertFails("bucket some-bucket: 403 SignatureDoesNotMatch", () -> archive.write("job", "bundle", bytes()));
        }
    }

    @Test
    void givesUpOnAStoreThatHangs() throws Exception {
        site.fail(BucketSite.Fault.HANG, Integer.MAX_VALUE);
        try (Archive archive = new BucketArchive(hasty(site.config(PREFIX)))) {
            long began = System.nanoTime();
            assertFails("bucket some-bucket: Client execution did not complete", () -> archive.read("job", "b", 0, 1));
            assertFails(
                    "bucket some-bucket: Client execution did not complete",
                    () -> archive.write("job", "b", ByteBuffer.wrap(random(100_000))));
            assertTrue(System.nanoTime() - began < Duration.ofSeconds(8).toNanos());
            assertFalse(Thread.interrupted());
        }
    }

    @Test
    void givesUpOnAStoreThatIsNotThere() throws Exception {
        BucketConfig config = site.config(PREFIX);
        site.close();
        try (Archive archive = new BucketArchive(config)) {
            assertFails("bucket some-bucket: ", () -> archive.write("job", "bundle", bytes()));
        }
    }

    @Test
    void neverTakesHalfAnAnswerForAPart() throws Exception {
        try (Archive archive = open()) {
            archive.write("job", "bundle", ByteBuffer.wrap(random(100_000)));
            site.fail(BucketSite.Fault.CUT_OFF, 2);
            assertEquals(ByteBuffer.wrap(random(100_000)), archive.read("job", "bundle", 0, 100_000));
            site.fail(BucketSite.Fault.CUT_OFF, 3);
            assertFails("bucket some-bucket: an answer was cut off", () -> archive.read("job", "bundle", 0, 100_000));
        }
    }

    @Test
    void refusesAnotherPartThanItAskedFor() throws Exception {
        try (Archive archive = open()) {
            archive.write("job", "bundle", ByteBuffer.wrap(random(100_000)));
            site.fail(BucketSite.Fault.NO_RANGES, 1);
            assertFails(
                    "bucket some-bucket: Unable to unmarshall response (the store does not answer ranges)",
                    () -> archive.read("job", "bundle", 0, 100_000));
            site.fail(BucketSite.Fault.WRONG_RANGE, 1);
            assertFails(
                    "bucket some-bucket: Unable to unmarshall response (the store does not answer ranges)",
                    () -> archive.read("job", "bundle", 1000, 10));
        }
    }

    @Test
    void takesNoMoreThanItAskedFor() throws Exception {
        try (Archive archive = open()) {
            archive.write("job", "bundle", ByteBuffer.wrap(random(100_000)));
            site.fail(BucketSite.Fault.MORE, 1);
            byte[] first = Arrays.copyOf(random(100_000), 10);
            assertEquals(ByteBuffer.wrap(first), archive.read("job", "bundle", 0, 10));
        }
    }

    /** With a second for each try, and two for all. */
    private static BucketConfig hasty(BucketConfig of) {
        return new BucketConfig(
                of.name(),
                of.endpoint(),
                of.region(),
                of.prefix(),
                of.accessKey(),
                of.secretKey(),
                of.pathStyle(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1));
    }

    private static ByteBuffer bytes() {
        return ByteBuffer.wrap(new byte[] {1});
    }

    private static void assertFails(String message, Executable work) {
        IOException failure = assertThrows(IOException.class, work);
        assertFalse(failure instanceof NoSuchFileException, failure.toString());
        String said = String.valueOf(failure.getMessage());
        assertTrue(said.startsWith(message), said);
        assertTrue(said.length() < 250, said);
        assertFalse(said.contains(BucketSite.SECRET_KEY) || said.contains(BucketSite.ACCESS_KEY), said);
    }
}
