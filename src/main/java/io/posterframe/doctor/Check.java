package io.posterframe.doctor;

import java.time.Duration;

/** Looks at one thing that a server needs. */
public interface Check {
    /** What it looks at, in a word or two. */
    String what();

    /** How long it may take; then it is interrupted and left alone. */
    default Duration patience() {
        return Duration.ofSeconds(15);
    }

    /** Blocks. What it throws becomes a problem; what it had found by then counts. */
    void look(Findings findings) throws Exception;
}
