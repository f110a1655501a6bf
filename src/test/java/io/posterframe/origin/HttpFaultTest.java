package io.posterframe.origin;

import static io.posterframe.origin.LocalSourceTest.bytes;
import static io.posterframe.origin.Surroundings.failure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.origin.OriginStub.Fault;
import io.posterframe.picture.Failure;
import io.posterframe.picture.Failure.Cancelled;
import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.Failure.SourceChanged;
import io.posterframe.picture.Failure.SourceMissing;
import io.posterframe.picture.Failure.TimedOut;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads from an origin that misbehaves. */
class HttpFaultTest {
    @TempDir
    Path folder;

    private Surroundings around;
    private OriginStub stub;

    @BeforeEach
    void start() throws Exception {
        around = new Surroundings(folder);
        stub = around.stub;
    }

    @AfterEach
    void stop() {
        around.close();
    }

    private MediaReader reader() throws Exception {
        return around.open().open();
    }

    private static void read(MediaReader reader) {
        reader.read(100_000, 50_000, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void triesAgainWhenAGatewayFails(int status) throws Exception {
        stub.status = status;
        stub.faulty.set(2);
        around.open();
        assertEquals(3, stub.requests.size());
    }

    @Test
    void givesUpAfterItsRetries() {
        stub.status = 503;
        OriginFailed failed = failure(OriginFailed.class, around::open);
        assertTrue(failed.passing());
        assertEquals(3, stub.requests.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 429, 500})
    void asksOnceWhenTheServerMeansIt(int status) {
        stub.status = status;
        OriginFailed failed = failure(OriginFailed.class, around::open);
        assertEquals(status == 429 || status == 500, failed.passing());
        assertEquals(1, stub.requests.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void saysThatTheMediaIsMissing(int status) {
        stub.status = status;
        failure(SourceMissing.class, around::open);
    }

    @Test
    void goesOnWhereABrokenAnswerEnded() throws Exception {
        try (MediaReader reader = reader()) {
            stub.fault = Fault.TRUNCATED;
            stub.faulty.set(1);
            assertArrayEquals(Arrays.copyOfRange(stub.media, 98_304, 196_608), bytes(reader.read(98_304, 98_304, 0)));
            assertEquals("/clip.mp4 bytes=98304-196607 \"v1\"", stub.requests.get(1));
            assertEquals("/clip.mp4 bytes=147456-196607 \"v1\"", stub.requests.get(2));
        }
    }

    @Test
    void refusesAnotherRangeThanItAskedFor() throws Exception {
        try (MediaReader reader = reader()) {
            stub.fault = Fault.WRONG_RANGE;
            assertFalse(failure(OriginFailed.class, () -> read(reader)).passing());
        }
        failure(OriginFailed.class, () -> around.current(around.url("/other")));
    }

    @Test
    void cutsAnEndlessAnswerOff() throws Exception {
        try (MediaReader reader = reader()) {
            stub.fault = Fault.ENDLESS;
            long before = around.counts.http.get();
            failure(OriginFailed.class, () -> read(reader));
            failure(OriginFailed.class, () -> around.current(around.url("/other")));
            awaitClosed(2);
            assertTrue(around.counts.http.get() - before < 1_000_000);
        }
    }

    /** Connections end on the server's side some moments after the client broke them off. */
    private void awaitClosed(int count) throws Exception {
        for (int i = 0; i < 200 && stub.closed.get() < count; i++) {
            Thread.sleep(10);
        }
        assertEquals(count, stub.closed.get());
    }

    @Test
    void noticesThatTheMediaChangedByItsTag() throws Exception {
        try (MediaReader reader = reader()) {
            stub.etag = "\"v2\"";
            failure(SourceChanged.class, () -> read(reader));
            awaitClosed(1);
            assertEquals(2, stub.requests.size(), "a change isn't tried again");
        }
    }

    @Test
    void noticesThatTheMediaChangedByItsDate() throws Exception {
        stub.etag = null;
        try (MediaReader reader = reader()) {
            stub.lastModified = "Mon, 07 Nov 1994 08:49:37 GMT";
            failure(SourceChanged.class, () -> read(reader));
            assertTrue(stub.requests.get(1).endsWith(" Sun, 06 Nov 1994 08:49:37 GMT"));
        }
    }

    @Test
    void noticesThatTheMediaChangedByItsSizeAlone() throws Exception {
        stub.etag = null;
        stub.lastModified = null;
        try (MediaReader reader = reader()) {
            stub.media = OriginStub.random(300_001);
            failure(SourceChanged.class, () -> read(reader));
        }
    }

    @Test
    void noticesAWeakTagThatChanged() throws Exception {
        stub.etag = "W/\"1\"";
        stub.lastModified = null;
        try (MediaReader reader = reader()) {
            stub.etag = "W/\"2\"";
            failure(SourceChanged.class, () -> read(reader));
        }
    }

    @Test
    void opensTheNewVersionOnceAReaderNoticedIt() throws Exception {
        MediaSource old = around.open();
        stub.etag = "\"v2\"";
        stub.media = OriginStub.random(200_000);
        assertEquals(old, around.open());
        around.origins().invalidate(around.url("/clip.mp4"), old.version());
        MediaSource current = around.open();
        assertEquals("\"v2\"", current.version().validator());
        try (MediaReader reader = current.open()) {
            assertArrayEquals(Arrays.copyOfRange(stub.media, 0, 200_000), bytes(reader.read(0, 200_000, 0)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HANG", "HANG_IN_BODY", "DRIP"})
    void endsItsWaitForASlowOrigin(Fault fault) throws Exception {
        around.readTimeout = Duration.ofMillis(400);
        try (MediaReader reader = reader()) {
            stub.fault = fault;
            failure(TimedOut.class, () -> read(reader));
        }
    }

    @Test
    void endsItsWaitForASlowOpening() {
        around.openTimeout = Duration.ofMillis(400);
        stub.fault = Fault.DRIP;
        failure(TimedOut.class, around::open);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HANG", "HANG_IN_BODY"})
    void triesAgainAfterSilence(Fault fault) throws Exception {
        around.readTimeout = Duration.ofMillis(1000);
        try (MediaReader reader = reader()) {
            stub.fault = fault;
            stub.faulty.set(1);
            read(reader);
        }
    }

    @Test
    void endsTheWaitOfAnInterruptedThread() throws Exception {
        try (MediaReader reader = reader()) {
            stub.fault = Fault.HANG;
            CompletableFuture<Boolean> result = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                failure(Cancelled.class, () -> read(reader));
                result.complete(Thread.currentThread().isInterrupted());
            });
            thread.start();
            thread.interrupt();
            assertTrue(result.get(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void leavesADeadServerAloneForAWhile() throws Exception {
        around.retries = 3;
        stub.status = 503;
        failure(OriginFailed.class, around::open);
        failure(OriginFailed.class, around::open);
        int asked = stub.requests.size();
        assertEquals(ServerHealth.FAILURES, asked);
        stub.status = 0;
        assertTrue(failure(OriginFailed.class, around::open).passing());
        assertEquals(asked, stub.requests.size());
        around.pass(Duration.ofMillis(ServerHealth.PAUSE_MILLIS));
        around.open();
        around.current(around.url("/other"));
    }

    @Test
    void failsWhenNobodyListens() throws Exception {
        stub.close();
        Failure failed = failure(OriginFailed.class, around::open);
        assertTrue(failed.passing());
    }

    @Test
    void refusesAnEncodedBody() {
        stub.encoding = "gzip";
        assertFalse(failure(OriginFailed.class, around::open).passing());
    }
}
