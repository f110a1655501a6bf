package io.posterframe.doctor;

import java.util.Locale;

/** How bad a {@link Finding} is. */
public enum Level {
    OK,
    /** The server starts, and something will be worse than it could be. */
    WARNING,
    /** The server does not start, or some of its pictures can't be made. */
    PROBLEM;

    /** As in JSON. */
    public String lowerName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
