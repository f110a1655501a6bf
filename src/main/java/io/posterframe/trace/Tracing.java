package io.posterframe.trace;

import io.posterframe.trail.Trails;

/** Begins to trace where the options want it. Apart from {@link Traces}, so that without traces no class of the SDK is loaded. */
public final class Tracing {
    private Tracing() {}

    /** What traces as the options say: nothing when no collector is named. */
    public static Trails open(TracingConfig config) {
        return config.isOn() ? new Traces(config) : Trails.NONE;
    }
}
