package io.posterframe.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.picture.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What passes and workers' lives have to do with each other; each test has a pool of its own. */
@Tag("alone")
class PassLifeTest {
    private static final List<Integer> EACH_GOP = List.of(10, 260, 510, 760, 1_010, 1_260);

    @AfterEach
    void leavesNoProcess() {
        TestPool.assertNoWorkerIsLeft();
    }

    @Test
    void countsItsTimeForEachFrame() {
        try (TestPool test = new TestPool(config(1, Duration.ofMillis(1000), 1_000))) {
            test.worker();
            AtomicInteger slow = new AtomicInteger();
            Media media = Media.of(Clip.LONG_GOP, new Media.Script() {
                @Override
                public void read() {
                    sleep(slow.get());
                }
            });
            assertEquals(0, test.number(media, 0));
            long begun = System.nanoTime();
            Numbers numbers = new Numbers(index -> {
                slow.set(300);
                // nor does it count what the sink takes
                sleep(index == 1 ? 1_500 : 0);
            });
            assertEquals(
                    6,
                    TestPool.await(test.pass(media, EACH_GOP, numbers).future()).frames());
            assertTrue(System.nanoTime() - begun > 2_900_000_000L, "that was longer than any picture may take");
            assertEquals(EACH_GOP, numbers.frames);
            assertEquals(List.of(), test.counts.ends);
        }
    }

    @Test
    void killsAWorkerThatIsStuckInTheMiddle() {
        try (TestPool test = new TestPool(config(1, Duration.ofMillis(1000), 1_000))) {
            long worker = test.worker();
            Numbers numbers = new Numbers(index -> {
                if (index == 2) {
                    stop(worker);
                }
            });
            assertEquals(
                    new Failure.TimedOut("decode"),
                    TestPool.failure(test.pass(Media.of(Clip.MKV), List.of(1, 2, 3, 4, 5), numbers)));
            assertEquals(List.of(1, 2, 3), numbers.frames);
            TestPool.eventually(() -> test.counts.ends.contains(RenderMetrics.End.DEADLINE), "nobody was killed");
        }
    }

    @Test
    void holdsNoPictureUpWhereItsOriginHangs() {
        try (TestPool test = new TestPool(config(1, Duration.ofMinutes(2), 1_000))) {
            test.worker();
            Media.Gate gate = new Media.Gate();
            Render<PassEnd> hung = test.pass(Media.of(Clip.MKV, gate).on("hung.example"), List.of(1, 2), new Numbers());
            gate.awaitReader();
            assertEquals(1, test.number(Media.of(Clip.LONG_GOP), 1), "long before the other's two minutes");
            assertEquals(new Failure.TimedOut("origin"), TestPool.failure(hung));
            assertEquals(List.of(), test.counts.ends, "and no worker was killed for it");
        }
    }

    @Test
    void leavesOneWorkerOnlyToOnePicture() {
        try (TestPool test = new TestPool(config(2, Duration.ofSeconds(20), 1_000))) {
            TestPool.eventually(() -> test.pool.readyWorkers() == 2, "two workers");
            List<Integer> frames = IntStream.range(0, 300).boxed().toList();
            Media.Gate begun = new Media.Gate();
            List<Render<PassEnd>> passes = new ArrayList<>();
            AtomicInteger running = new AtomicInteger();
            for (int i = 0; i < 2; i++) {
                passes.add(test.pass(Media.of(Clip.LONG_GOP), frames, new Numbers(index -> {
                    if (index == 0) {
                        running.incrementAndGet();
                        begun.read();
                    }
                })));
            }
            TestPool.eventually(() -> running.get() == 2, "both run");
            Render<RenderedPicture> picture = test.submit(Media.of(Clip.TS), TestPool.frame(33));
            begun.release();
            assertEquals(33, TestPool.number(picture));
            List<Integer> ends = passes.stream()
                    .map(pass -> TestPool.await(pass.future()).frames())
                    .sorted()
                    .toList();
            assertEquals(List.of(1, 300), ends);
        }
    }

    @Test
    void countsEachFrameForTheLifeOfAWorker() {
        try (TestPool test = new TestPool(config(1, Duration.ofSeconds(20), 10))) {
            Media media = Media.of(Clip.MKV);
            test.worker();
            List<Integer> frames = IntStream.range(0, 12).boxed().toList();
            TestPool.await(test.pass(media, frames, new Numbers()).future());
            TestPool.eventually(
                    () -> {
                        test.number(media, 1);
                        return test.counts.ends.contains(RenderMetrics.End.RECYCLED);
                    },
                    "the worker is not replaced");
        }
    }

    @Test
    void endsWithTheFrameAtHandWhenThePoolCloses() {
        TestPool test = new TestPool(config(1, Duration.ofSeconds(20), 1_000));
        Media.Gate gate = new Media.Gate();
        List<Integer> frames = IntStream.range(0, 1_000).boxed().toList();
        Render<PassEnd> running = test.pass(Media.of(Clip.LONG_GOP), frames, new Numbers(index -> {
            if (index == 1) {
                gate.read();
            }
        }));
        gate.awaitReader();
        Render<PassEnd> waiting = test.pass(Media.of(Clip.LONG_GOP), frames, new Numbers());
        Thread closing = new Thread(test::close);
        closing.start();
        assertInstanceOf(Failure.Overloaded.class, TestPool.failure(waiting));
        gate.release();
        assertEquals(2, TestPool.await(running.future()).frames());
        TestPool.eventually(() -> !closing.isAlive(), "does not close");
        assertEquals(List.of(RenderMetrics.End.RECYCLED), test.counts.ends);
    }

    private static void stop(long process) {
        try {
            new ProcessBuilder("kill", "-STOP", Long.toString(process))
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param patience of a client, and with a worker */
    private static RenderConfig config(int workers, Duration patience, int pictures) {
        RenderConfig calm = TestPool.CALM;
        return new RenderConfig(
                workers,
                calm.queueLength(),
                patience,
                patience,
                pictures,
                calm.openVideos(),
                calm.maxWorkerMemoryBytes(),
                calm.maxPictureBytes(),
                calm.scheduling(),
                calm.niceness(),
                calm.refuseSourceFor(),
                calm.sandbox());
    }
}
