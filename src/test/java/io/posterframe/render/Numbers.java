package io.posterframe.render;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;

/** Reads the numbers of a pass's frames as they come. */
final class Numbers implements FrameSink {
    /** What comes after the last that is wanted. */
    static final int ALL = Integer.MAX_VALUE;

    private final int most;
    private final IntConsumer then;

    final List<Integer> indexes = new CopyOnWriteArrayList<>();
    final List<Integer> frames = new CopyOnWriteArrayList<>();

    Numbers() {
        this(ALL, index -> {});
    }

    /** @param then is told each index when its frame has been read */
    Numbers(IntConsumer then) {
        this(ALL, then);
    }

    /** @param most how many frames are wanted */
    Numbers(int most, IntConsumer then) {
        this.most = most;
        this.then = then;
    }

    @Override
    public boolean accept(int index, RenderedPicture picture) {
        indexes.add(index);
        frames.add(TestPool.number(picture));
        then.accept(index);
        return indexes.size() < most;
    }
}
