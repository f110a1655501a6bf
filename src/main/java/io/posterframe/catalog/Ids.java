package io.posterframe.catalog;

/** The one rule for partner and entry ids, which come from strangers and end up in paths and URLs. */
public final class Ids {
    public static final int MAX_LENGTH = 128;

    private Ids() {}

    /** 1 to 128 characters, not starting with a dot, without slashes, backslashes and control characters. */
    public static boolean acceptable(String id) {
        return !id.isEmpty()
                && id.length() <= MAX_LENGTH
                && id.charAt(0) != '.'
                && id.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    }
}
