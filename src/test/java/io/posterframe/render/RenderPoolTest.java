package io.posterframe.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.origin.MediaSource;
import io.posterframe.origin.OriginConfig;
import io.posterframe.origin.OriginMetrics;
import io.posterframe.origin.Origins;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Failure;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.PictureSpec;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One pool with one worker: pictures, queue, cancelling, failing sources, dying workers. */
class RenderPoolTest {
    private static TestPool shared;

    @BeforeAll
    static void startThePool() {
        shared = new TestPool(TestPool.CALM);
        TestPool.await(shared.pool.ready());
    }

    @AfterAll
    static void closeThePool() {
        shared.close();
    }

    @AfterEach
    void leavesNothingBehind() {
        shared.assertIdle();
        shared.worker();
    }

    @Test
    void makesPicturesOfLocalFiles(@TempDir Path spool) throws IOException {
        Vertx vertx = Vertx.vertx();
        try (Origins origins = new Origins(
                vertx, OriginConfig.DEFAULTS, Set.of(), spool, OriginMetrics.NONE, Map.of(), InstantSource.system())) {
            for (Clip clip : new Clip[] {Clip.MP4_INDEX_LAST, Clip.TS_HOUR_IN, Clip.ROTATED_90, Clip.VP9, Clip.BT709}) {
                MediaSource source =
                        TestPool.await(origins.current(clip.file().toUri())).source();
                for (ImageFormat format : List.of(ImageFormat.JPEG, ImageFormat.PNG)) {
                    PictureSpec spec = TestPool.spec(new Moment.At(800_000), 0, 0, new Encoding(format, 90, 0));
                    Render<RenderedPicture> render =
                            shared.pool.submit(new PictureJob(source, spec, PictureConfig.DEFAULTS));
                    RenderedPicture picture = TestPool.await(render.future());
                    assertEquals(clip.width() + "x" + clip.height(), picture.width() + "x" + picture.height());
                    assertTrue(picture.bytes().isDirect());
                    assertEquals(20, TestPool.number(render));
                }
            }
        } finally {
            TestPool.await(vertx.close());
        }
    }

    @Test
    void keepsAVideoOpenForTheNextPicture() {
        Media media = Media.of(Clip.MKV);
        assertEquals(20, shared.number(media, 20));
        assertFalse(shared.counts.lastWarm());
        for (int frame : new int[] {75, 0, 149}) {
            assertEquals(frame, shared.number(media, frame));
            assertTrue(shared.counts.lastWarm());
        }
        shared.assertIdle();
        assertEquals(4, media.closed.get());
    }

    @Test
    void opensAnotherVersionAnew() {
        Media media = Media.of(Clip.MKV);
        assertEquals(149, shared.number(media, 149));
        Media replaced = media.replacedBy(Clip.ROTATED_180);
        assertEquals(74, shared.number(replaced, 149));
        assertFalse(shared.counts.lastWarm());
    }

    @Test
    void refusesWhatTheQueueCannotHold() {
        Media.Gate gate = new Media.Gate();
        Render<RenderedPicture> first = shared.submit(Media.of(Clip.MKV, gate), TestPool.frame(1));
        gate.awaitReader();
        Render<RenderedPicture> second = shared.submit(Media.of(Clip.TS), TestPool.frame(2));
        Render<RenderedPicture> third = shared.submit(Media.of(Clip.VP8), TestPool.frame(3));
        assertEquals(2, shared.pool.queued());
        assertEquals(new Failure.Overloaded(2), TestPool.failure(shared.submit(Media.of(Clip.MKV), TestPool.frame(4))));
        gate.release();
        assertEquals(
                List.of(1, 2, 3), List.of(TestPool.number(first), TestPool.number(second), TestPool.number(third)));
    }

    @Test
    void forgetsWhatIsCancelledInTheQueue() {
        Media.Gate gate = new Media.Gate();
        Render<RenderedPicture> first = shared.submit(Media.of(Clip.MKV, gate), TestPool.frame(1));
        gate.awaitReader();
        Media unwanted = Media.of(Clip.TS);
        Render<RenderedPicture> second = shared.submit(unwanted, TestPool.frame(2));
        second.cancel();
        assertEquals(new Failure.Cancelled(), TestPool.failure(second));
        assertEquals(0, shared.pool.queued());
        gate.release();
        assertEquals(1, TestPool.number(first));
        shared.assertIdle();
        assertEquals(0, unwanted.opened.get());
    }

    @Test
    void stopsReadingForWhatIsCancelledAndKeepsTheWorker() {
        long worker = shared.worker();
        Media.Gate gate = new Media.Gate();
        Media media = Media.of(Clip.MKV, gate);
        Render<RenderedPicture> render = shared.submit(media, TestPool.frame(1));
        gate.awaitReader();
        render.cancel();
        assertEquals(new Failure.Cancelled(), TestPool.failure(render));
        shared.assertIdle();
        assertEquals(1, media.closed.get());
        assertEquals(5, shared.number(Media.of(Clip.MKV), 5));
        assertEquals(worker, shared.worker());
    }

    @Test
    void handsOnWhatIsWrongWithASourceAndKeepsTheWorker() {
        long worker = shared.worker();
        List<Failure> causes = List.of(
                new Failure.SourceChanged("changed"),
                new Failure.OriginFailed("reset", true),
                new Failure.SourceMissing("gone"),
                new Failure.TimedOut("origin"));
        for (Failure cause : causes) {
            assertEquals(cause, failureOf(cause, "open"));
            assertEquals(cause, failureOf(cause, "read"));
            assertEquals(cause, failureOf(cause, "confirm"));
        }
        assertEquals(worker, shared.worker());
        assertEquals(7, shared.number(Media.of(Clip.TS), 7));
    }

    @Test
    void survivesSourcesThatFailInWaysThatTheyShouldNot() {
        long worker = shared.worker();
        RuntimeException bug = new IllegalStateException("a bug");
        for (String step : new String[] {"open", "read", "confirm"}) {
            assertInstanceOf(Failure.OriginFailed.class, failureAt(step, bug), step);
        }
        Media.Script leaving = script("close", bug);
        assertEquals(3, shared.number(Media.of(Clip.MKV, leaving), 3), "the picture is there already");
        assertEquals(7, shared.number(Media.of(Clip.TS), 7));
        assertEquals(worker, shared.worker());
    }

    private static Failure failureOf(Failure cause, String step) {
        return failureAt(step, new PictureException(cause));
    }

    private static Failure failureAt(String step, RuntimeException thrown) {
        Media media = Media.of(Clip.MKV, script(step, thrown));
        Failure failure = TestPool.failure(shared.submit(media, TestPool.frame(1)));
        shared.assertIdle();
        assertEquals(step.equals("open") ? 0 : 1, media.closed.get());
        return failure;
    }

    private static Media.Script script(String failing, RuntimeException thrown) {
        return new Media.Script() {
            @Override
            public void open() {
                step("open");
            }

            @Override
            public void read() {
                step("read");
            }

            @Override
            public void confirm() {
                step("confirm");
            }

            @Override
            public void close() {
                step("close");
            }

            private void step(String name) {
                if (name.equals(failing)) {
                    throw thrown;
                }
            }
        };
    }

    @Test
    void tellsWhatIsWrongWithAVideoOrARequestAndKeepsTheWorker() {
        long worker = shared.worker();
        for (Clip clip : new Clip[] {Clip.GARBAGE, Clip.EMPTY, Clip.TEXT, Clip.SOUND_MP3}) {
            Failure failure = TestPool.failure(shared.submit(Media.of(clip), TestPool.frame(0)));
            assertInstanceOf(Failure.Undecodable.class, failure, clip.name());
        }
        Media media = Media.of(Clip.MKV);
        PictureSpec large = TestPool.spec(new Moment.At(0), 10_000, 10_000, new Encoding(ImageFormat.PNG, 0, 0));
        assertEquals(
                new Failure.BadParameter(
                        "width",
                        "the picture would be 10000 x 10000; 36000000 pixels in all are allowed in the format png"),
                TestPool.failure(shared.submit(media, large)));
        PictureSpec heavyFile = TestPool.spec(new Moment.At(0), 1_000, 1_000, new Encoding(ImageFormat.PNG, 0, 0));
        Failure refused = TestPool.failure(shared.submit(media, heavyFile));
        assertTrue(refused instanceof Failure.BadParameter && refused.message().contains("65536 bytes"), refused + "");
        assertEquals(9, shared.number(media, 9));
        assertEquals(worker, shared.worker());
    }

    @Test
    void triesOnceMoreWhenTheWorkerIsKilled() {
        long victim = shared.worker();
        Media.Gate gate = new Media.Gate();
        Media media = Media.of(Clip.MKV, gate);
        Render<RenderedPicture> render = shared.submit(media, TestPool.frame(33));
        gate.awaitReader();
        TestPool.kill(victim);
        gate.release();
        assertEquals(33, TestPool.number(render));
        assertNotEquals(victim, shared.worker());
        assertEquals(2, media.opened.get());
        assertEquals(34, shared.number(media, 34), "one strike does not count");
    }

    @Test
    void refusesASourceThatKilledTwoWorkersAndNoOther() {
        List<Long> victims = new ArrayList<>();
        Media deadly = Media.of(Clip.MKV, new Media.Script() {
            @Override
            public void read() {
                long victim = shared.worker();
                victims.add(victim);
                TestPool.kill(victim);
            }
        });
        Failure died = TestPool.failure(shared.submit(deadly, TestPool.frame(1)));
        assertTrue(assertInstanceOf(Failure.WorkerDied.class, died).detail().contains("exit code 137"), died.detail());
        assertEquals(2, victims.stream().distinct().count());
        assertInstanceOf(Failure.WorkerDied.class, TestPool.failure(shared.submit(deadly, TestPool.frame(2))));
        assertEquals(2, victims.size(), "no third worker was lost");
        assertEquals(8, shared.number(Media.of(Clip.MKV), 8));
        assertEquals(9, shared.number(deadly.replacedBy(Clip.MKV), 9), "a new version gets a new chance");
    }

    @Test
    void replacesAWorkerThatDiesIdle() {
        long victim = shared.worker();
        int before = shared.counts.ends.size();
        TestPool.kill(victim);
        TestPool.eventually(() -> shared.pool.readyWorkers() == 1 && shared.worker() != victim, "no new worker");
        assertEquals(List.of(RenderMetrics.End.DIED), shared.counts.ends.subList(before, before + 1));
        assertEquals(4, shared.number(Media.of(Clip.TS), 4));
    }

    @Test
    void leavesTheWatchOverNativeMemoryToThePool() throws IOException {
        String command = Files.readString(Path.of("/proc/" + shared.worker() + "/cmdline"));
        assertTrue(command.contains("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0\0"), command);
        assertTrue(command.contains("-Dorg.bytedeco.javacpp.maxBytes=0\0"), command);
    }

    @Test
    void runsWorkersWithoutOurEnvironment() throws IOException {
        long worker = shared.worker();
        String environment = Files.readString(Path.of("/proc/" + worker + "/environ"));
        assertTrue(environment.contains("PATH=") && !environment.contains("HOME="), environment);
    }
}
