package io.posterframe.dialect.photoframe;

import java.util.Locale;

/** What a caller may do; each level may do what those before it may. */
public enum Level {
    NONE,
    ANONYMOUS,
    READ,
    WRITE,
    ADMIN,
    SUPER;

    boolean reaches(Level required) {
        return compareTo(required) >= 0;
    }

    /** As replies write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
