package io.posterframe.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.clips.HlsRecipe;
import io.posterframe.clips.HlsStream;
import io.posterframe.clips.Pictures;
import io.posterframe.decode.StreamClip;
import io.posterframe.origin.MediaSource;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Engine;
import io.posterframe.picture.Failure;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.PictureSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Passes over real videos by one worker. */
class PassTest {
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

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static List<Integer> everyThird() {
        List<Integer> frames = new ArrayList<>(
                IntStream.iterate(0, i -> i < 150, i -> i + 3).boxed().toList());
        frames.addAll(List.of(148, 149, 149, 200, 1_000));
        return frames;
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "MP4_INDEX_LAST",
                "MP4_INDEX_FIRST",
                "MP4_FRAGMENTED",
                "MP4_STARTS_LATE",
                "MKV",
                "TS",
                "TS_HOUR_IN",
                "OPEN_GOP",
                "OPEN_GOP_TS",
                "LONG_GOP",
                "LONG_GOP_TS",
                "VARIABLE_RATE",
                "ROTATED_90",
                "HEVC",
                "VP8",
                "VP9",
                "VP9_MP4",
                "AV1",
                "MPEG2_TS",
                "MPEG4_B_FRAMES_AVI",
                "TRUNCATED"
            })
    void makesAPictureOfEachFrame(Clip clip) {
        Numbers numbers = new Numbers();
        List<Integer> frames = everyThird();
        PassEnd end =
                TestPool.await(shared.pass(Media.of(clip), frames, numbers).future());
        assertEquals(frames.size(), end.frames());
        assertEquals(range(0, frames.size()), numbers.indexes);
        assertEquals(frames.stream().map(frame -> clip.frameAt(frame / 25.0)).toList(), numbers.frames);
    }

    @Test
    void tellsTheEngine() {
        Numbers numbers = new Numbers();
        Render<PassEnd> humble = shared.pass(Media.of(Clip.MKV), List.of(1, 2), numbers);
        assertEquals(new PassEnd(2, Engine.HUMBLE), TestPool.await(humble.future()));
        Render<PassEnd> ffmpeg = shared.pass(Media.of(Clip.VP9_MP4), List.of(1, 2), numbers);
        assertEquals(new PassEnd(2, Engine.FFMPEG), TestPool.await(ffmpeg.future()));
    }

    @Test
    void goesOverSegmentsAndDiscontinuities() {
        for (HlsStream stream : List.of(
                HlsRecipe.fmp4(Clip.OPEN_GOP, Clip.STREAM_LARGE).make(),
                HlsRecipe.ts(Clip.STREAM).make())) {
            Numbers numbers = new Numbers();
            List<Integer> frames =
                    IntStream.iterate(0, i -> i < 300, i -> i + 7).boxed().toList();
            TestPool.await(shared.pass(new StreamMedia(StreamClip.of(stream)), frames, numbers)
                    .future());
            assertEquals(
                    frames.stream().map(frame -> stream.frameAt(frame / 25.0)).toList(), numbers.frames);
        }
    }

    @Test
    void stopsWhereItIsToldAndGoesOnWithTheOpenVideo() {
        for (MediaSource media : List.of(
                Media.of(Clip.MP4_INDEX_LAST),
                Media.of(Clip.MKV),
                Media.of(Clip.OPEN_GOP_TS),
                Media.of(Clip.VP9_MP4),
                Media.of(Clip.MPEG4_B_FRAMES_AVI),
                new StreamMedia(StreamClip.of(HlsRecipe.ts(Clip.STREAM).make())))) {
            List<Integer> all = new ArrayList<>();
            for (int most : new int[] {1, 40, 2, 30}) {
                Numbers numbers = new Numbers(most, index -> {});
                List<Integer> left = range(all.size(), 150);
                PassEnd end = TestPool.await(shared.pass(media, left, numbers).future());
                assertEquals(most, end.frames());
                assertEquals(!all.isEmpty(), shared.counts.warm.get(shared.counts.warm.size() - most), "warm");
                all.addAll(numbers.frames);
            }
            assertEquals(range(0, 73), all);
            assertEquals(
                    20,
                    TestPool.number(
                            shared.pool.submit(new PictureJob(media, TestPool.frame(20), PictureConfig.DEFAULTS))));
            assertTrue(shared.counts.lastWarm());
        }
    }

    @Test
    void makesWayForAPictureAfterTheFrameAtHand() {
        Media media = Media.of(Clip.LONG_GOP);
        AtomicReference<Render<RenderedPicture>> picture = new AtomicReference<>();
        Numbers numbers = new Numbers(index -> {
            if (index == 3) {
                picture.set(shared.submit(Media.of(Clip.TS), TestPool.frame(77)));
            }
        });
        PassEnd end =
                TestPool.await(shared.pass(media, range(100, 200), numbers).future());
        assertEquals(4, end.frames());
        assertEquals(77, TestPool.number(picture.get()));
        assertFalse(shared.counts.lastWarm());
        Numbers rest = new Numbers();
        assertEquals(
                96,
                TestPool.await(shared.pass(media, range(104, 200), rest).future())
                        .frames());
        assertEquals(range(104, 200), rest.frames);
        assertTrue(shared.counts.lastWarm());
    }

    @Test
    void standsBehindAllPicturesAndProbes() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Media.Gate gate = new Media.Gate();
        Render<RenderedPicture> first = shared.submit(Media.of(Clip.MKV, gate), TestPool.frame(1));
        gate.awaitReader();
        Media media = Media.of(Clip.TS);
        List<Render<PassEnd>> passes = List.of(
                shared.pass(media, List.of(5), new Numbers(index -> order.add("pass"))),
                shared.pass(media, List.of(6), new Numbers(index -> order.add("pass"))));
        assertEquals(
                new Failure.Overloaded(2),
                TestPool.failure(shared.pass(media, List.of(7), new Numbers())),
                "as many passes as pictures");
        assertEquals(0, shared.pool.queued());
        assertEquals(2, shared.pool.queuedPasses());
        Render<RenderedPicture> picture = shared.submit(Media.of(Clip.VP8), TestPool.frame(2));
        picture.future().onComplete(done -> order.add("picture"));
        Render<MediaInfo> probe = shared.pool.submit(new ProbeJob(Media.of(Clip.VP9), PictureConfig.DEFAULTS));
        probe.future().onComplete(done -> order.add("probe"));
        assertEquals(2, shared.pool.queued());
        gate.release();
        passes.forEach(pass -> TestPool.await(pass.future()));
        TestPool.await(first.future());
        assertEquals(List.of("picture", "probe", "pass", "pass"), order);
    }

    @Test
    void bringsEachFrameOnceThoughWorkersDie() {
        Media media = Media.of(Clip.LONG_GOP);
        Numbers numbers = new Numbers(index -> {
            if (index == 5 || index == 60 || index == 61) {
                TestPool.kill(shared.worker());
            }
        });
        PassEnd end = TestPool.await(shared.pass(media, range(0, 100), numbers).future());
        assertEquals(100, end.frames());
        assertEquals(range(0, 100), numbers.indexes);
        assertEquals(range(0, 100), numbers.frames);
        assertEquals(Engine.FFMPEG, end.engine(), "as it is for pictures");
    }

    @Test
    void wantsNoMoreOfAWorkerThatDiesWithTheLastFrame() {
        for (int most : new int[] {3, Numbers.ALL}) {
            Numbers numbers = new Numbers(most, index -> {
                if (index == 2) {
                    TestPool.kill(shared.worker());
                }
            });
            Render<PassEnd> pass = shared.pass(Media.of(Clip.MKV), range(0, most == 3 ? 10 : 3), numbers);
            assertEquals(3, TestPool.await(pass.future()).frames());
            assertEquals(range(0, 3), numbers.frames);
        }
    }

    @Test
    void holdsTheVideoResponsibleWhenTwoWorkersDieOverOneFrame() {
        Numbers numbers = new Numbers();
        Media deadly = Media.of(Clip.LONG_GOP, new Media.Script() {
            @Override
            public void read() {
                if (numbers.frames.size() == 2) {
                    TestPool.kill(shared.worker());
                }
            }
        });
        Failure failure = TestPool.failure(shared.pass(deadly, List.of(1, 2, 700, 800), numbers));
        assertInstanceOf(Failure.WorkerDied.class, failure);
        assertEquals(List.of(1, 2), numbers.frames);
        assertInstanceOf(
                Failure.WorkerDied.class, TestPool.failure(shared.pass(deadly, List.of(3), numbers)), "refused now");
        assertEquals(9, shared.number(Media.of(Clip.MKV), 9));
    }

    @Test
    void leavesThePoolWhenItIsCancelled() {
        long worker = shared.worker();
        Media media = Media.of(Clip.LONG_GOP);
        AtomicReference<Render<PassEnd>> pass = new AtomicReference<>();
        Media.Gate started = new Media.Gate();
        Numbers numbers = new Numbers(index -> {
            if (index == 3) {
                started.read();
                pass.get().cancel();
            }
        });
        pass.set(shared.pass(media, range(0, 1_000), numbers));
        started.release();
        assertEquals(new Failure.Cancelled(), TestPool.failure(pass.get()));
        shared.assertIdle();
        assertEquals(range(0, 4), numbers.frames);
        assertEquals(600, shared.number(media, 600));
        assertTrue(shared.counts.lastWarm(), "stopped, and not broken off");
        assertEquals(worker, shared.worker());
    }

    @Test
    void endsWithWhatIsWrongInTheMiddle() {
        long worker = shared.worker();
        Failure changed = new Failure.SourceChanged("changed");
        Numbers numbers = new Numbers();
        Media media = Media.of(Clip.LONG_GOP, new Media.Script() {
            @Override
            public void read() {
                if (numbers.frames.size() == 2) {
                    throw new PictureException(changed);
                }
            }
        });
        assertEquals(changed, TestPool.failure(shared.pass(media, List.of(1, 2, 700, 800), numbers)));
        assertEquals(List.of(1, 2), numbers.frames);

        Media replaced = Media.of(Clip.MKV, new Media.Script() {
            @Override
            public void confirm() {
                throw new PictureException(changed);
            }
        });
        assertEquals(changed, TestPool.failure(shared.pass(replaced, List.of(1), new Numbers())));

        Render<PassEnd> faulty = shared.pass(Media.of(Clip.MKV), List.of(1, 2), new Numbers(index -> {
            throw new IllegalStateException("a bug");
        }));
        assertInstanceOf(Failure.Internal.class, TestPool.failure(faulty));

        PictureSpec heavy = TestPool.spec(new Moment.At(0), 1_000, 1_000, new Encoding(ImageFormat.PNG, 0, 0));
        Failure tooLarge = TestPool.failure(shared.pool.submit(new PassJob(
                Media.of(Clip.MKV),
                List.of(0L),
                heavy.geometry(),
                heavy.encoding(),
                PictureConfig.DEFAULTS,
                new Numbers())));
        assertInstanceOf(Failure.BadParameter.class, tooLarge);
        assertEquals(9, shared.number(Media.of(Clip.MKV), 9));
        assertEquals(worker, shared.worker());
    }

    @Test
    void refusesWhatIsNoVideo() {
        for (Media media : List.of(Media.of(Pictures.file("jpg", 320, 180)), Media.of(Clip.TEXT))) {
            Failure failure = TestPool.failure(shared.pass(media, List.of(0), new Numbers()));
            assertInstanceOf(Failure.Undecodable.class, failure);
        }
    }

    @Test
    void refusesTimesThatAreNoPass() {
        for (List<Integer> frames :
                List.of(List.<Integer>of(), List.of(-1), List.of(2, 1), Collections.nCopies(1_001, 1))) {
            assertThrows(IllegalArgumentException.class, () -> shared.pass(Media.of(Clip.MKV), frames, new Numbers()));
        }
    }
}
