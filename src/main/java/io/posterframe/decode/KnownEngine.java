package io.posterframe.decode;

import io.posterframe.picture.Engine;
import org.jspecify.annotations.Nullable;

/** Opens the segments of one stream, each with the engine that served the one before in the end. */
final class KnownEngine implements VideoOpener {
    private final Engines engines;
    private final @Nullable Engine first;
    private @Nullable Video last;

    KnownEngine(Engines engines, @Nullable Engine first) {
        this.engines = engines;
        this.first = first;
    }

    @Override
    public Video open(MediaBytes bytes, Zero zero) {
        Video opened = engines.open(bytes, zero, last == null ? first : last.engine());
        last = opened;
        return opened;
    }
}
