package io.posterframe.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that the operator sees it all at once. */
final class Mistakes {
    private static final int QUOTED_LENGTH = 60;

    private final List<String> lines = new ArrayList<>();

    /** {@code what} follows the name in the sentence: "must be …", "is not an option". */
    void add(String name, Value at, String what) {
        add(name + " " + what + (at.line() > 0 ? " (line " + at.line() + ")" : ""));
    }

    void add(String line) {
        lines.add(line);
    }

    void throwIfAny() {
        if (!lines.isEmpty()) {
            throw new ConfigException(lines);
        }
    }

    /** Text from outside in a form that is safe and short enough for a line of output. */
    static String quoted(String text) {
        String shown = text.length() > QUOTED_LENGTH ? text.substring(0, QUOTED_LENGTH) + "…" : text;
        return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
