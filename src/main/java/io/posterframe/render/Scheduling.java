package io.posterframe.render;

/** When workers may have a core that somebody else wants. */
public enum Scheduling {
    /**
     * Not at all: Linux runs them when nobody else of the server's scheduling group wants the core, and takes it from them at
     * once (SCHED_IDLE of sched(7)). Where the system does not let us, as {@link #NICE}.
     */
    IDLE,
    /** Seldom: with a niceness, they have a small share of it, and whoever wants it may wait for the end of a slice of time. */
    NICE
}
