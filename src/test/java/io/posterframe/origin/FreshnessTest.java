package io.posterframe.origin;

import static io.posterframe.origin.Surroundings.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.Failure.OriginRefused;
import io.posterframe.picture.Failure.SourceMissing;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered about a location as its last check grows old. */
class FreshnessTest {
    private static final Duration DUE = Duration.ofSeconds(60);
    private static final Duration WAITED_FOR = Duration.ofMinutes(6);

    @TempDir
    Path folder;

    private Surroundings around;
    private OriginStub stub;
    private URI clip;

    @BeforeEach
    void start() throws Exception {
        around = new Surroundings(folder);
        stub = around.stub;
        clip = around.url("/clip.mp4");
    }

    @AfterEach
    void stop() {
        around.close();
    }

    private CurrentSource current() throws Exception {
        return around.current(clip);
    }

    private void replaceMedia() {
        stub.etag = "\"v2\"";
        stub.media = OriginStub.random(200_000);
    }

    /** Waits for a check that runs beside. */
    private void awaitRequests(int count) throws Exception {
        for (int i = 0; i < 200 && stub.requests.size() < count; i++) {
            Thread.sleep(10);
        }
        Thread.sleep(50);
        assertEquals(count, stub.requests.size(), stub.requests::toString);
    }

    @Test
    void answersTheKnownVersionWithoutAskingWhileItIsFresh() throws Exception {
        assertNull(around.origins().peekFresh(clip));
        CurrentSource first = current();
        around.pass(DUE.minusMillis(1));
        assertSame(first, current());
        assertSame(first, around.origins().peekFresh(clip));
        around.pass(Duration.ofMillis(1));
        assertNull(around.origins().peekFresh(clip));
        assertEquals(1, stub.requests.size());
    }

    @Test
    void answersTheKnownVersionWhileARecheckRunsBesideOnce() throws Exception {
        CurrentSource first = current();
        replaceMedia();
        around.pass(DUE);
        assertSame(first, current());
        assertSame(first, current());
        awaitRequests(3);
        CurrentSource second = current();
        assertEquals("\"v2\"", second.source().version().validator());
        assertEquals(around.clock.get(), second.changedAtMillis());
    }

    @Test
    void renewsAVersionThatIsStillCurrentAtThePriceOfNoBody() throws Exception {
        CurrentSource first = current();
        around.pass(WAITED_FOR);
        CurrentSource second = current();
        assertSame(first.source(), second.source());
        assertEquals(around.clock.get(), second.checkedAtMillis());
        assertEquals(first.changedAtMillis(), second.changedAtMillis());
        assertEquals(65_536, around.counts.http.get());
    }

    @Test
    void whatIsDoubtedIsAnsweredAndCheckedBeside() throws Exception {
        CurrentSource first = current();
        replaceMedia();
        long doubted = around.clock.get();
        around.pass(Duration.ofMillis(1));
        around.origins().due(clip, doubted, Long.MIN_VALUE);
        assertNull(around.origins().peekFresh(clip));
        assertSame(first.source(), current().source());
        awaitRequests(3);
        assertEquals("\"v2\"", current().source().version().validator());
        around.origins().due(clip, doubted, Long.MIN_VALUE);
        assertNotNull(around.origins().peekFresh(clip), "it was checked after it was doubted");
    }

    @Test
    void whatIsPurgedIsAskedForAnewAndWaitedFor() throws Exception {
        current();
        replaceMedia();
        long purged = around.clock.get();
        around.pass(Duration.ofMillis(1));
        around.origins().due(clip, purged, purged);
        assertEquals("\"v2\"", current().source().version().validator());
        around.origins().due(clip, purged, purged);
        assertEquals(2, stub.requests.size());
        assertNotNull(around.origins().peekFresh(clip));
    }

    /** Else old blocks would be taken for those of a file of the same size. */
    @Test
    void aPurgedVersionThatNothingTellsFromTheNextGetsAnotherName() throws Exception {
        stub.etag = null;
        stub.lastModified = null;
        CurrentSource first = current();
        around.pass(WAITED_FOR);
        assertSame(first.source(), current().source());
        long purged = around.clock.get();
        around.pass(Duration.ofMillis(1));
        around.origins().due(clip, purged, purged);
        CurrentSource second = current();
        assertNotEquals(
                first.source().version().validator(), second.source().version().validator());
        around.pass(WAITED_FOR);
        assertSame(second.source(), current().source());
    }

    @Test
    void renewsAVersionOfAnOriginThatIgnoresConditions() throws Exception {
        stub.etag = null;
        CurrentSource first = current();
        around.pass(WAITED_FOR);
        assertSame(first.source(), current().source());
        assertEquals(65_537, around.counts.http.get());
        stub.lastModified = "Mon, 07 Nov 1994 08:49:37 GMT";
        around.pass(WAITED_FOR);
        assertEquals(stub.lastModified, current().source().version().validator());
    }

    @Test
    void waitsForTheRecheckOfAnOldVersion() throws Exception {
        current();
        replaceMedia();
        around.pass(WAITED_FOR);
        assertEquals(200_000, current().source().version().size());
    }

    @Test
    void servesStaleWhileTheOriginFails() throws Exception {
        CurrentSource first = current();
        stub.status = 500;
        around.pass(WAITED_FOR);
        assertSame(first, current());
        assertSame(first, current());
        assertEquals(2, stub.requests.size(), "no second try right after a failed one");
        around.pass(Duration.ofMillis(Location.PAUSE_MILLIS));
        assertSame(first, current());
        awaitRequests(3);
        around.pass(Duration.ofDays(1));
        failure(OriginFailed.class, this::current);
        stub.status = 0;
        assertNotNull(current());
    }

    @Test
    void letsNobodyWaitForAnOriginThatIsKnownToHang() throws Exception {
        around.openTimeout = Duration.ofMillis(600);
        CurrentSource first = current();
        stub.fault = OriginStub.Fault.HANG;
        around.pass(WAITED_FOR);
        assertSame(first, current());
        around.pass(Duration.ofMillis(Location.PAUSE_MILLIS));
        Future<CurrentSource> known = around.origins().current(clip);
        assertTrue(known.isComplete());
        assertSame(first, known.result());
    }

    @Test
    void waitsAgainWhenAReaderHeardOfAnotherVersion() throws Exception {
        CurrentSource first = current();
        stub.status = 500;
        around.pass(WAITED_FOR);
        assertSame(first, current());
        stub.status = 0;
        replaceMedia();
        around.pass(Duration.ofMillis(Location.PAUSE_MILLIS));
        around.origins().invalidate(clip, first.source().version());
        assertEquals("\"v2\"", current().source().version().validator());
    }

    @Test
    void forgetsMediaThatIsGone() throws Exception {
        current();
        stub.status = 404;
        around.pass(WAITED_FOR);
        failure(SourceMissing.class, this::current);
        failure(SourceMissing.class, this::current);
        stub.status = 0;
        current();
    }

    @Test
    void asksAtOnceAfterADoubt() throws Exception {
        CurrentSource first = current();
        around.origins().invalidate(clip, new SourceVersion(1, "another", 0));
        assertSame(first, current());
        around.origins().invalidate(clip, first.source().version());
        assertNull(around.origins().peekFresh(clip));
        CurrentSource second = current();
        assertEquals(first.source().version(), second.source().version());
        assertEquals(first.changedAtMillis(), second.changedAtMillis());
        assertEquals(2, stub.requests.size());
    }

    @Test
    void takesFilesAndHttpOnly() {
        failure(OriginRefused.class, () -> around.current(URI.create("ftp://media.test/clip.mp4")));
        failure(OriginRefused.class, () -> around.current(URI.create("clip.mp4")));
    }
}
