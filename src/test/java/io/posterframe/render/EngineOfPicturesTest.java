package io.posterframe.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.posterframe.clips.Clip;
import io.posterframe.picture.Engine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which engine makes which picture, as far as the pool sees. */
class EngineOfPicturesTest {
    private static final Optional<Engine> HUMBLE = Optional.of(Engine.HUMBLE);
    private static final Optional<Engine> FFMPEG = Optional.of(Engine.FFMPEG);

    @Test
    void takesHumbleForWhatItReadsAndFfmpegForTheRest() {
        try (TestPool test = new TestPool(TestPool.CALM)) {
            assertEquals(75, test.number(Media.of(Clip.MKV), 75));
            assertEquals(12, test.number(Media.of(Clip.AV1), 12));
            assertEquals(List.of(HUMBLE, FFMPEG), test.counts.engines);
        }
    }

    /** A worker is killed in the middle of a picture, as if the first engine had crashed it. */
    @Test
    void triesFfmpegWhenAWorkerDied() {
        try (TestPool test = new TestPool(TestPool.CALM)) {
            long worker = test.worker();
            AtomicInteger reads = new AtomicInteger();
            Media media = Media.of(Clip.MKV, new Media.Script() {
                @Override
                public void read() {
                    if (reads.incrementAndGet() == 2) {
                        TestPool.kill(worker);
                    }
                }
            });
            assertEquals(75, test.number(media, 75));
            assertEquals(50, test.number(media, 50));
            assertEquals(List.of(FFMPEG, FFMPEG), test.counts.engines, "and it is remembered");
        }
    }

    @Test
    void remembersWhatServedASource() {
        KnownEngines known = new KnownEngines();
        known.served("a\n1", Engine.FFMPEG);
        known.served("b\n1", Engine.HUMBLE);
        assertEquals(Engine.FFMPEG, known.of("a\n1"));
        for (int i = 0; i < 10_000; i++) {
            known.served("other\n" + i, Engine.HUMBLE);
        }
        assertNull(known.of("a\n1"), "the oldest is forgotten");
    }
}
