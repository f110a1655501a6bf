package io.posterframe.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.clips.Clip;
import io.posterframe.clips.HlsRecipe;
import io.posterframe.clips.HlsStream;
import io.posterframe.decode.StreamClip;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pictures of streams, made by a real worker. */
class StreamPoolTest {
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

    @Test
    void makesPicturesAcrossSegmentsAndDiscontinuities() {
        HlsStream stream = HlsRecipe.fmp4(Clip.OPEN_GOP, Clip.STREAM_LARGE).make();
        StreamMedia media = new StreamMedia(StreamClip.of(stream));
        for (int frame : new int[] {0, 49, 50, 149, 150, 225, 448}) {
            assertEquals(stream.frameAt(frame / 25.0), TestPool.number(submit(media, frame)), "at " + frame);
        }
        shared.assertIdle();
        assertEquals(7, media.closed.get());
    }

    @Test
    void keepsAStreamOpenForTheNextPicture() {
        StreamMedia media =
                new StreamMedia(StreamClip.of(HlsRecipe.ts(Clip.STREAM).make()));
        assertEquals(120, TestPool.number(submit(media, 120)));
        assertFalse(shared.counts.lastWarm());
        assertEquals(130, TestPool.number(submit(media, 130)));
        assertTrue(shared.counts.lastWarm());
        assertEquals(List.of(2), media.opened);
    }

    @Test
    void tellsWhyAPartCouldNotBeHadAndGoesOn() {
        StreamMedia media =
                new StreamMedia(StreamClip.of(HlsRecipe.ts(Clip.STREAM).make()));
        media.failure = new PictureException(new Failure.OriginFailed("no answer", true));
        assertInstanceOf(Failure.OriginFailed.class, TestPool.failure(submit(media, 20)));
        media.failure = null;
        assertEquals(20, TestPool.number(submit(media, 20)));
    }

    private static Render<RenderedPicture> submit(StreamMedia media, int frame) {
        return shared.pool.submit(new PictureJob(media, TestPool.frame(frame), PictureConfig.DEFAULTS));
    }
}
