package io.posterframe.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.clips.HlsRecipe;
import io.posterframe.clips.Pictures;
import io.posterframe.decode.StreamClip;
import io.posterframe.origin.MediaSource;
import io.posterframe.picture.Engine;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a real worker finds out of videos. */
class ProbeTest {
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
    }

    private static Render<MediaInfo> probe(MediaSource media) {
        return shared.pool.submit(new ProbeJob(media, PictureConfig.DEFAULTS));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "MP4_INDEX_LAST",
                "MP4_FRAGMENTED",
                "MKV",
                "TS_HOUR_IN",
                "ROTATED_90",
                "ROTATED_180",
                "ANAMORPHIC",
                "ANAMORPHIC_TS",
                "HD",
                "VP9_MP4",
                "AV1",
                "MPEG4_AVI"
            })
    void tellsLengthAndUprightSize(Clip clip) {
        MediaInfo info = TestPool.await(probe(Media.of(clip)).future());
        assertEquals(clip.width() + "x" + clip.height(), info.width() + "x" + info.height());
        // some containers round to milliseconds, and some say when the last frame begins
        assertEquals(clip.seconds(), info.durationMicros() / 1e6, 0.05);
    }

    @Test
    void tellsTheEngineAndLeavesTheVideoOpen() {
        Media media = Media.of(Clip.MKV);
        assertEquals(Engine.HUMBLE, TestPool.await(probe(media).future()).engine());
        assertEquals(33, shared.number(media, 33));
        assertTrue(shared.counts.lastWarm());
        assertEquals(
                Engine.FFMPEG,
                TestPool.await(probe(Media.of(Clip.VP9_MP4)).future()).engine());
    }

    @Test
    void tellsOfStreamsWhatTheirPlaylistSays() {
        StreamMedia media =
                new StreamMedia(StreamClip.of(HlsRecipe.ts(Clip.STREAM).make()));
        MediaInfo info = TestPool.await(probe(media).future());
        assertEquals(new MediaInfo(12_000_000, 320, 180, info.engine()), info);
    }

    @Test
    void refusesWhatIsNoVideo() {
        for (String format : new String[] {"jpg", "png"}) {
            Failure failure = TestPool.failure(probe(Media.of(Pictures.file(format, 320, 180))));
            assertEquals("this is an image, not a video", failure.message());
        }
        for (Clip clip : new Clip[] {Clip.SOUND_MP3, Clip.GARBAGE, Clip.EMPTY}) {
            assertInstanceOf(Failure.Undecodable.class, TestPool.failure(probe(Media.of(clip))), clip.name());
        }
    }

    @Test
    void failsAsItsSourceDoes() {
        Failure changed = new Failure.SourceChanged("changed");
        Media media = Media.of(Clip.MKV, new Media.Script() {
            @Override
            public void confirm() {
                throw new PictureException(changed);
            }
        });
        assertEquals(changed, TestPool.failure(probe(media)));
    }

    @Test
    void isTriedOnceMoreWhenItsWorkerDies() {
        long victim = shared.worker();
        Media.Gate gate = new Media.Gate();
        Render<MediaInfo> probe = probe(Media.of(Clip.MKV, gate));
        gate.awaitReader();
        TestPool.kill(victim);
        gate.release();
        assertEquals(320, TestPool.await(probe.future()).width());
    }
}
