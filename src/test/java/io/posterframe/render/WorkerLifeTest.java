package io.posterframe.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.posterframe.clips.Clip;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Failure;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** How workers come and go; each test has a pool of its own. */
@Tag("alone")
class WorkerLifeTest {
    /** Longer than a picture of one frame takes, shorter than {@link TestPool#heavy()}. */
    private static final Duration BRIEFLY = Duration.ofMillis(1000);

    @AfterEach
    void leavesNoProcess() {
        TestPool.assertNoWorkerIsLeft();
    }

    @Test
    void answersWhenTheTimeIsUpAndKillsOnlyWhatIsAtWork() {
        // a worker that nobody waits for any more might end at its next read instead
        Duration sooner = BRIEFLY.minusMillis(200);
        try (TestPool test = new TestPool(config(1, BRIEFLY, sooner, 1_000, 800L << 20))) {
            long worker = test.worker();
            Media media = Media.of(Clip.LONG_GOP);
            assertEquals(1, test.number(media, 1));

            Media.Gate gate = new Media.Gate();
            Render<RenderedPicture> reading = test.submit(Media.of(Clip.MKV, gate), TestPool.frame(1));
            gate.awaitReader();
            Render<RenderedPicture> waiting = test.submit(Media.of(Clip.TS), TestPool.frame(1));
            assertEquals(new Failure.TimedOut("origin"), TestPool.failure(reading));
            Failure waited = failureOrNull(waiting);
            // its time began when the other's did, so it may be up at any moment of its short work
            assertTrue(waited == null || waited instanceof Failure.TimedOut, waited + "");
            assertEquals(2, test.number(media, 2));
            assertEquals(worker, test.worker(), "a late origin costs no worker");

            Render<RenderedPicture> decoding = test.submit(media, TestPool.heavy());
            Failure tooLong = TestPool.failure(decoding);
            // a fast machine is writing the picture by then
            boolean late = tooLong.equals(new Failure.TimedOut("decode")) || tooLong instanceof Failure.BadParameter;
            assertTrue(late, tooLong + "");
            test.assertIdle();
            TestPool.eventually(() -> test.counts.ends.contains(RenderMetrics.End.DEADLINE), "nobody was killed");
            test.worker();
            assertEquals(3, test.number(media, 3), "and a long strip is no strike");
            assertEquals(List.of(RenderMetrics.End.DEADLINE), test.counts.ends);
            test.assertIdle();
        }
    }

    @Test
    void letsNoOriginThatHangsHoldTheWorkersBackFromOthers() {
        try (TestPool test = new TestPool(config(1, Duration.ofMinutes(2), 1_000, 800L << 20))) {
            test.worker();
            Media.Gate gate = new Media.Gate();
            Render<RenderedPicture> hung = test.submit(Media.of(Clip.MKV, gate).on("hung.example"), TestPool.frame(1));
            gate.awaitReader();
            Render<RenderedPicture> behind =
                    test.submit(Media.of(Clip.MKV, gate).on("hung.example"), TestPool.frame(1));
            assertEquals(1, test.number(Media.of(Clip.LONG_GOP), 1), "long before the other's two minutes");
            assertEquals(new Failure.TimedOut("origin"), TestPool.failure(hung));
            assertEquals(List.of(), test.counts.ends, "and no worker was killed for it");
            behind.cancel();
        }
    }

    @Test
    void killsAWorkerThatGoesOnWithWhatNobodyWants() {
        try (TestPool test = new TestPool(config(1, Duration.ofMillis(600), 1_000, 800L << 20))) {
            test.worker();
            AtomicInteger reads = new AtomicInteger();
            Media media = Media.of(Clip.MKV, new Media.Script() {
                @Override
                public void read() {
                    reads.incrementAndGet();
                }
            });
            assertEquals(0, test.number(media, 0));
            int opening = reads.get();
            Render<RenderedPicture> render = test.submit(media, TestPool.heavyOnOneFrame());
            TestPool.eventually(() -> reads.get() > opening, "never at work");
            render.cancel();
            assertEquals(new Failure.Cancelled(), TestPool.failure(render));
            test.assertIdle();
            assertEquals(List.of(RenderMetrics.End.DEADLINE), test.counts.ends);
            test.worker();
            assertEquals(5, test.number(media, 5));
        }
    }

    @Test
    void replacesAWorkerAfterItsNumberOfPictures() {
        try (TestPool test = new TestPool(config(1, Duration.ofSeconds(20), 2, 800L << 20))) {
            Media media = Media.of(Clip.MKV);
            Set<Long> workers = new TreeSet<>();
            for (int i = 0; workers.size() < 3 && i < 2_000; i++) {
                assertEquals(i % 150, test.number(media, i % 150));
                workers.add(test.worker());
            }
            assertEquals(3, workers.size());
            assertEquals(Set.of(RenderMetrics.End.RECYCLED), Set.copyOf(test.counts.ends));
        }
    }

    @Test
    void killsAWorkerThatGrowsTooLarge() {
        try (TestPool test = new TestPool(config(1, Duration.ofSeconds(20), 1_000, 300L << 20))) {
            Media media = Media.of(Clip.LONG_GOP);
            assertEquals(1, test.number(media, 1));
            Failure failure = TestPool.failure(test.submit(media, TestPool.heavy()));
            // the one while it is composed, the other while it is encoded
            boolean known =
                    failure instanceof Failure.WorkerDied died && died.detail().contains("MEMORY");
            assertTrue(known || failure instanceof Failure.BadParameter, failure + "");
            assertEquals(2, test.number(Media.of(Clip.LONG_GOP), 2));
            assertEquals(RenderMetrics.End.MEMORY, test.counts.ends.get(0));
        }
    }

    @Test
    void holdsNoSourceResponsibleForWhatEncodingTakes() throws IOException {
        Duration workTimeout = Duration.ofSeconds(2);
        try (TestPool test = new TestPool(config(1, Duration.ofSeconds(12), workTimeout, 1_000, 800L << 20))) {
            Media media = Media.of(Clip.MKV);
            for (int width = 1_999; width <= 2_000; width++) {
                long worker = test.worker();
                PictureSpec slow = TestPool.spec(new Moment.At(0), width, 2_000, new Encoding(ImageFormat.AVIF, 75, 0));
                Render<RenderedPicture> render = test.submit(media, slow);
                TestPool.eventually(render::isEncoding, "it is not encoded");
                new ProcessBuilder("kill", "-STOP", Long.toString(worker))
                        .start()
                        .onExit()
                        .join();
                assertEquals(
                        "format",
                        assertInstanceOf(Failure.BadParameter.class, TestPool.failure(render))
                                .parameter());
                TestPool.eventually(() -> test.pool.readyWorkers() == 1 && test.worker() != worker, "no new worker");
            }
            assertEquals(3, test.number(media, 3));
            assertEquals(List.of(RenderMetrics.End.DEADLINE, RenderMetrics.End.DEADLINE), test.counts.ends);
        }
    }

    @Test
    void sendsPicturesOfAVideoToTheWorkerThatHasItOpen() {
        try (TestPool test = new TestPool(config(2, Duration.ofSeconds(20), 1_000, 800L << 20))) {
            TestPool.eventually(() -> test.pool.readyWorkers() == 2, "two workers");
            List<Media> media = List.of(Media.of(Clip.MKV), Media.of(Clip.TS), Media.of(Clip.VP8));
            for (int round = 0; round < 5; round++) {
                for (Media each : media) {
                    assertEquals(round, test.number(each, round));
                    assertEquals(round > 0, test.counts.lastWarm());
                    test.assertIdle();
                }
            }
        }
    }

    @Test
    void letsWorkEndBeforeItCloses() {
        TestPool test = new TestPool(config(1, Duration.ofSeconds(20), 1_000, 800L << 20));
        Media.Gate gate = new Media.Gate();
        Render<RenderedPicture> atWork = test.submit(Media.of(Clip.MKV, gate), TestPool.frame(1));
        gate.awaitReader();
        Render<RenderedPicture> waiting = test.submit(Media.of(Clip.TS), TestPool.frame(2));
        Thread closing = new Thread(test::close);
        closing.start();
        TestPool.eventually(() -> closing.getState() == Thread.State.TIMED_WAITING, "does not close");
        Render<RenderedPicture> late = test.submit(Media.of(Clip.MKV), TestPool.frame(3));
        assertInstanceOf(Failure.Overloaded.class, TestPool.failure(late));
        gate.release();
        assertEquals(1, TestPool.number(atWork));
        assertEquals(2, TestPool.number(waiting));
        TestPool.eventually(() -> !closing.isAlive(), "does not close");
        assertEquals(List.of(RenderMetrics.End.RECYCLED), test.counts.ends);
    }

    @Test
    void answersEveryRenderWhenItClosesAtOnce() {
        TestPool test = new TestPool(config(1, Duration.ofSeconds(20), 1_000, 800L << 20));
        Media.Gate gate = new Media.Gate();
        Render<RenderedPicture> atWork = test.submit(Media.of(Clip.MKV, gate), TestPool.frame(1));
        gate.awaitReader();
        Render<RenderedPicture> waiting = test.submit(Media.of(Clip.TS), TestPool.frame(2));
        test.pool.close();
        assertInstanceOf(Failure.Overloaded.class, TestPool.failure(waiting));
        assertInstanceOf(Failure.Overloaded.class, TestPool.failure(atWork));
        TestPool.assertNoWorkerIsLeft();
        assertEquals(1, test.counts.started.get());
        gate.release();
    }

    @Test
    void closesWhileItsWorkersStart() {
        TestPool test = new TestPool(config(2, Duration.ofSeconds(20), 1_000, 800L << 20));
        test.pool.close();
        TestPool.assertNoWorkerIsLeft();
        assertEquals(0, test.counts.started.get());
    }

    @Test
    void paysForAWorkerThatDoesNotStartWithPatience(@TempDir Path empty) throws InterruptedException {
        Logger logger = (Logger) LoggerFactory.getLogger(WorkerSeat.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try (TestPool test = new TestPool(config(1, BRIEFLY, 1_000, 800L << 20), empty)) {
            TestPool.eventually(() -> test.counts.ends.size() >= 2, "it starts");
            assertEquals(
                    new Failure.TimedOut("queue"),
                    TestPool.failure(test.submit(Media.of(Clip.MKV), TestPool.frame(1))));
            assertEquals(0, test.pool.readyWorkers());
            assertFalse(test.pool.ready().isComplete());
            assertEquals(Set.of(RenderMetrics.End.START), Set.copyOf(test.counts.ends));
        } finally {
            logger.detachAppender(log);
        }
        List<String> errors = log.list.stream()
                .filter(event -> event.getLevel() == Level.ERROR)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
        assertTrue(errors.get(0).contains("a worker did not start: "), errors.get(0));
        assertTrue(errors.get(0).contains("UnsatisfiedLinkError"), errors.get(0));
        assertTrue(errors.get(0).endsWith("trying again in 100 ms"), errors.get(0));
        assertTrue(errors.get(1).endsWith("trying again in 200 ms"), errors.get(1));
    }

    @Test
    void endsAWorkerWhoseEdgeIsGone() throws IOException, InterruptedException {
        Process worker = TestPool.command(TestPool.CALM, WorkerCommand.installedNativeFolder())
                .start();
        try (InputStream out = worker.getInputStream()) {
            assertEquals('R', out.read(), "ready");
            worker.getOutputStream().close();
            assertTrue(worker.waitFor(20, TimeUnit.SECONDS));
            assertEquals(0, worker.exitValue());
        } finally {
            worker.destroyForcibly();
        }
    }

    private static Failure failureOrNull(Render<RenderedPicture> render) {
        try {
            TestPool.await(render.future());
            return null;
        } catch (io.posterframe.picture.PictureException e) {
            return e.failure();
        }
    }

    private static RenderConfig config(int workers, Duration deadline, int pictures, long memory) {
        return config(workers, deadline, deadline, pictures, memory);
    }

    private static RenderConfig config(
            int workers, Duration deadline, Duration workTimeout, int pictures, long memory) {
        RenderConfig calm = TestPool.CALM;
        return new RenderConfig(
                workers,
                calm.queueLength(),
                deadline,
                workTimeout,
                pictures,
                calm.openVideos(),
                memory,
                64L << 20,
                calm.scheduling(),
                calm.niceness(),
                calm.refuseSourceFor(),
                calm.sandbox());
    }
}
