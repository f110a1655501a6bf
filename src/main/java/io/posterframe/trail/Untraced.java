package io.posterframe.trail;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A request of which nothing is noted but its id. */
public record Untraced(String requestId) implements Trail {
    @Override
    public @Nullable String traceId() {
        return null;
    }

    @Override
    public Trail begin(Stage stage) {
        return this;
    }

    @Override
    public void took(Stage stage, long nanos, long endedAgo) {}

    @Override
    public void note(Note note, @Nullable String value) {}

    @Override
    public void note(Note note, long value) {}

    @Override
    public void rename(String name) {}

    @Override
    public void failed(String kind) {}

    @Override
    public void waitedFor(Trail other) {}

    @Override
    public void end() {}

    @Override
    public void carry(BiConsumer<String, String> headers) {}
}
