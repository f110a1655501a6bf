package io.posterframe.render;

import io.posterframe.decode.StreamClip;
import io.posterframe.origin.MediaReader;
import io.posterframe.origin.MediaSource;
import io.posterframe.origin.SourceVersion;
import io.posterframe.timeline.Timeline;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A stream in memory as a source. */
final class StreamMedia implements MediaSource {
    private static final AtomicInteger LAST_ID = new AtomicInteger();

    private final String id = "stream:" + LAST_ID.incrementAndGet();
    private final StreamClip clip;

    /** The parts that were opened, in order. */
    final List<Integer> opened = new CopyOnWriteArrayList<>();

    final AtomicInteger closed = new AtomicInteger();

    /** What opening a part throws. */
    volatile RuntimeException failure;

    StreamMedia(StreamClip clip) {
        this.clip = clip;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public SourceVersion version() {
        return new SourceVersion(0, "1", 0);
    }

    @Override
    public MediaReader open() {
        return new MediaReader() {
            @Override
            public Timeline timeline() {
                return clip.timeline();
            }

            @Override
            public long open(int part, List<Integer> next) {
                if (failure != null) {
                    throw failure;
                }
                opened.add(part);
                return clip.part(part).length;
            }

            @Override
            public ByteBuffer read(long offset, int length, long ahead) {
                int part = Timeline.partAt(offset);
                byte[] bytes = clip.part(part);
                int from = (int) Math.min(offset - Timeline.address(part), bytes.length);
                return ByteBuffer.wrap(bytes, from, Math.min(length, bytes.length - from))
                        .slice();
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }
}
