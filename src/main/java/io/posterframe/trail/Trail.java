package io.posterframe.trail;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A request, or a stage of one, as those see it who work for it: its id for log lines, and its span where the request is
 * traced. Handed from stage to stage, since a request is worked at on many threads. What is noted of an untraced one is
 * dropped, at the cost of a call. For any thread; never blocks, never fails.
 */
public interface Trail {
    /** Of work that no request waits for. */
    Trail NONE = new Untraced("");

    /** What log lines call the request; empty where there is none. */
    String requestId();

    /** The trace, in 32 hex digits; null where the request is not traced. */
    @Nullable
    String traceId();

    /** A stage within this one begins. It has to be {@linkplain #end ended}. */
    Trail begin(Stage stage);

    /**
     * A stage within this one is over.
     *
     * @param nanos    how long it took
     * @param endedAgo how many nanoseconds ago it ended
     */
    void took(Stage stage, long nanos, long endedAgo);

    /** As the other, of a stage that ends now. */
    default void took(Stage stage, long nanos) {
        took(stage, nanos, 0);
    }

    void note(Note note, @Nullable String value);

    void note(Note note, long value);

    /** What the whole is called, in place of the stage's name. */
    void rename(String name);

    /** @param kind of failure, from a small set of names */
    void failed(String kind);

    /** This waited for what another request had begun. */
    void waitedFor(Trail other);

    /** Whatever is noted later is dropped. */
    void end();

    /** Gives the header fields by which another server goes on with the trace; none where there is no trace. */
    void carry(BiConsumer<String, String> headers);

    default boolean isTraced() {
        return traceId() != null;
    }

    /** What log lines that belong to the request begin with; empty where there is none. */
    default String prefix() {
        return requestId().isEmpty() ? "" : "[request " + requestId() + "] ";
    }
}
