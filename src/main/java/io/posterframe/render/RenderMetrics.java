package io.posterframe.render;

import io.posterframe.picture.Engine;
import org.jspecify.annotations.Nullable;

/** What the pool reports. Called on its threads. */
public interface RenderMetrics {
    RenderMetrics NONE = new RenderMetrics() {};

    /** Where the time of a picture goes; nanoseconds. */
    enum Stage {
        QUEUE,
        ORIGIN,
        DECODE,
        COMPOSE,
        ENCODE
    }

    /** Why a worker process ended. */
    enum End {
        /** It died of its own accord. */
        DIED,
        /** Killed because its picture was not ready in time. */
        DEADLINE,
        /** Killed because it used too much memory. */
        MEMORY,
        /** Killed because it said something that a worker does not say. */
        PROTOCOL,
        /** Replaced after its set number of pictures. */
        RECYCLED,
        /** It did not come up. */
        START
    }

    default void took(Stage stage, long nanos) {}

    default void workerStarted() {}

    default void workerEnded(End reason) {}

    /**
     * A picture was made.
     *
     * @param warm   whether the worker still had the video open
     * @param engine what decoded it, null for an image
     */
    default void rendered(boolean warm, @Nullable Engine engine) {}
}
