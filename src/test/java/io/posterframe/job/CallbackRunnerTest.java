package io.posterframe.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.Until;
import io.posterframe.database.Database;
import io.posterframe.database.TestDatabase;
import io.posterframe.job.FrameJob.Callback;
import io.posterframe.job.FrameJob.Callback.State;
import io.posterframe.origin.HttpVisitor;
import io.posterframe.origin.OriginConfig;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The telling of ends that are in a database, to programs on this machine. */
class CallbackRunnerTest {
    private static final String SECRET = "a-secret-of-some-length";

    @TempDir
    Path temp;

    private final AtomicLong collections = new AtomicLong();
    private Vertx vertx;
    private Database database;
    private Receiver receiver;
    private HttpVisitor visitor;
    private FrameLedger ledger;
    private JobQueue queue;

    @BeforeEach
    void open() throws IOException {
        vertx = Vertx.vertx();
        database = TestDatabase.H2.open(vertx, temp);
        receiver = new Receiver(vertx);
    }

    /** @param allowed ranges of addresses that may be told */
    private void start(Duration retryFor, String... allowed) {
        JobConfig config = config(retryFor);
        visitor = new HttpVisitor(vertx, origin(List.of(allowed)));
        queue = new JobQueue(database, config, "node");
        ledger = new FrameLedger(database, config, queue, InstantSource.system());
        CallbackRunner runner =
                new CallbackRunner(ledger, config, visitor::post, JobMetrics.NONE, InstantSource.system());
        runner.add(JobApi.TASKS, new CallbackForm() {
            @Override
            public byte[] body(FrameJob ended) {
                return ("{\"job\":\"" + ended.id() + "\"}").getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public Optional<String> secret(FrameJob ended) {
                return Optional.of(SECRET);
            }
        });
        queue.start((job, stopping) -> null, runner);
    }

    private void start() {
        start(Duration.ofDays(1), "127.0.0.0/8");
    }

    private static OriginConfig origin(List<String> allowed) {
        OriginConfig defaults = OriginConfig.DEFAULTS;
        return new OriginConfig(
                List.of(),
                allowed,
                defaults.connectTimeout(),
                defaults.readTimeout(),
                defaults.openTimeout(),
                defaults.maxRedirects(),
                defaults.retries(),
                defaults.poolSize(),
                defaults.blockCacheBytes(),
                defaults.blockBytes(),
                defaults.maxReadAheadBytes(),
                defaults.maxWithoutRangesBytes(),
                defaults.spoolBytes(),
                defaults.maxSources(),
                defaults.recheckAfter(),
                defaults.staleWhileRevalidate(),
                defaults.staleIfError(),
                defaults.userAgent(),
                false);
    }

    private static JobConfig config(Duration retryFor) {
        JobConfig defaults = JobConfig.DEFAULTS;
        return new JobConfig(
                0,
                1_000,
                1_000,
                defaults.maxFrames(),
                defaults.maxBytes(),
                defaults.maxTotalBytes(),
                defaults.quality(),
                defaults.maxAge(),
                defaults.keepFor(),
                defaults.deadAfter(),
                Duration.ofMillis(100),
                retryFor,
                Duration.ofMillis(20));
    }

    @AfterEach
    void close() {
        queue.close();
        visitor.close();
        receiver.close();
        database.close();
        vertx.close().await();
    }

    /** A job that has just ended. */
    private FrameJob ended(URI url) {
        Instant now = Instant.now();
        FrameJob job = new FrameJob(
                UUID.randomUUID().toString(),
                new FrameOrder(
                        JobApi.TASKS, "100", "re_1", 1, 0, false, OptionalLong.empty(), OptionalLong.empty(), url),
                collections.incrementAndGet(),
                FrameJob.Status.PENDING,
                OptionalInt.empty(),
                0,
                0,
                0,
                null,
                null,
                null,
                0,
                now,
                now,
                null,
                now.plusSeconds(3600),
                new Callback(State.DUE, 0, ""));
        database.now(handle -> {
            FrameJobsTable.insert(handle, job, null);
            return job;
        });
        FrameJob begun = ledger.begin(job.id(), "p").orElseThrow();
        ledger.end(begun, null);
        queue.wake();
        return begun;
    }

    private Callback callback(FrameJob job) {
        return ledger.find(job.id()).orElseThrow().callback();
    }

    private void comesTo(FrameJob job, State state) {
        Until.holds(state + " in the end", () -> callback(job).state() == state);
    }

    @Test
    void anEndIsToldOnceAndSigned() throws Exception {
        start();
        FrameJob job = ended(receiver.url("/a?b=c"));
        comesTo(job, State.DELIVERED);
        assertEquals(new Callback(State.DELIVERED, 1, "status 200"), callback(job));
        Receiver.Told told = receiver.at("/a").get(0);
        byte[] body = ("{\"job\":\"" + job.id() + "\"}").getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(body, told.body());
        assertEquals("application/json", told.header("content-type"));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertEquals("sha256=" + HexFormat.of().formatHex(mac.doFinal(body)), told.header("x-posterframe-signature"));
        Thread.sleep(300);
        assertEquals(1, receiver.told.size());
    }

    @Test
    void afterFiveErrorsTheSixthAttemptIsTheLast() {
        start();
        receiver.answer("/a", 500, 5);
        FrameJob job = ended(receiver.url("/a"));
        comesTo(job, State.DELIVERED);
        assertEquals(new Callback(State.DELIVERED, 6, "status 200"), callback(job));
        assertEquals(6, receiver.at("/a").size());
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 204})
    void eachSuccessIsOne(int status) {
        start();
        receiver.answer("/a", status, 1);
        FrameJob job = ended(receiver.url("/a"));
        comesTo(job, State.DELIVERED);
        assertEquals(1, callback(job).attempts());
    }

    @Test
    void whoSaysThatItIsTakenNeedNotSayMore() {
        start();
        receiver.answer("/a", Receiver.HANG_IN_BODY, 1);
        FrameJob job = ended(receiver.url("/a"));
        comesTo(job, State.DELIVERED);
        assertEquals(1, callback(job).attempts());
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 303, 307})
    void noRedirectIsFollowed(int status) {
        start();
        receiver.redirect("/a", status, receiver.url("/inside").toString());
        FrameJob job = ended(receiver.url("/a"));
        Until.holds("it is tried again", () -> callback(job).attempts() >= 2);
        assertEquals("status " + status, callback(job).answer());
        assertEquals(State.DUE, callback(job).state());
        assertEquals(List.of(), receiver.at("/inside"));
    }

    @Test
    void anAddressThatIsNotAllowedIsNotAsked() {
        start(Duration.ofDays(1));
        FrameJob job = ended(receiver.url("/a"));
        Until.holds("it is tried again", () -> callback(job).attempts() >= 2);
        assertTrue(
                callback(job).answer().contains("may not be asked"),
                callback(job).answer());
        assertEquals(List.of(), receiver.told);
    }

    @Test
    void itIsGivenUpWhenItsTimeIsOver() throws InterruptedException {
        start(Duration.ofSeconds(2), "127.0.0.0/8");
        receiver.answer("/a", 503, Integer.MAX_VALUE);
        FrameJob job = ended(receiver.url("/a"));
        comesTo(job, State.GIVEN_UP);
        int attempts = callback(job).attempts();
        assertTrue(attempts >= 2, "attempts: " + attempts);
        Thread.sleep(500);
        assertEquals(attempts, receiver.told.size());
    }

    @Test
    void aDeletedJobIsNotTold() throws InterruptedException {
        start();
        receiver.answer("/a", 500, Integer.MAX_VALUE);
        FrameJob job = ended(receiver.url("/a"));
        Until.holds("it is tried", () -> !receiver.told.isEmpty());
        ledger.delete(job.id());
        Thread.sleep(500);
        int told = receiver.told.size();
        Thread.sleep(500);
        assertEquals(told, receiver.told.size());
    }

    @Test
    void othersAreToldWhileOneHangs() {
        start();
        try (Receiver other = new Receiver(vertx, "127.0.0.2")) {
            receiver.answer("/hangs", Receiver.HANG, Integer.MAX_VALUE);
            List<FrameJob> hanging = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                hanging.add(ended(receiver.url("/hangs")));
            }
            Until.holds("it hangs", () -> receiver.told.size() == 3);
            long begun = System.nanoTime();
            comesTo(ended(other.url("/a")), State.DELIVERED);
            assertTrue(System.nanoTime() - begun < Duration.ofSeconds(5).toNanos(), "it had to wait");
            assertEquals(3, receiver.told.size(), "more than its part");
            assertTrue(hanging.stream().allMatch(job -> callback(job).attempts() == 0));
        }
    }

    @Test
    void aServerThatEndsDoesNotWaitForOneThatHangs() {
        start();
        receiver.answer("/hangs", Receiver.HANG, Integer.MAX_VALUE);
        FrameJob job = ended(receiver.url("/hangs"));
        Until.holds("it hangs", () -> receiver.at("/hangs").size() == 1);
        long begun = System.nanoTime();
        queue.close();
        assertTrue(System.nanoTime() - begun < Duration.ofSeconds(5).toNanos(), "it waited");
        assertEquals(new Callback(State.DUE, 0, ""), callback(job));
    }
}
