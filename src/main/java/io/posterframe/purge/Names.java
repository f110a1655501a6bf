package io.posterframe.purge;

import java.util.ArrayList;
import java.util.List;

/**
 * What a picture that was asked for can be purged by, besides its key.
 *
 * @param tags see {@link Tags}
 * @param path of its URL as it was sent, still encoded; empty for one that has none
 * @param kept the path as it may be kept with the picture: empty where it holds what gives a right to whoever has it, or
 *     what is no printable ASCII
 */
public record Names(List<String> tags, String path, String kept) {
    /** Of a picture that only a purge of everything means. */
    public static final Names NONE = new Names(List.of(), "", "");

    /** A longer path is kept by its first segments. */
    private static final int LONGEST_KEPT = 512;

    public Names {
        tags = List.copyOf(tags);
        kept = !isPlain(kept)
                ? ""
                : kept.length() <= LONGEST_KEPT ? kept : kept.substring(0, kept.lastIndexOf('/', LONGEST_KEPT));
    }

    private static boolean isPlain(String path) {
        return path.chars().allMatch(c -> c > ' ' && c < 127);
    }

    /** All that are kept with the picture. */
    public List<String> all() {
        if (kept.isEmpty()) {
            return tags;
        }
        List<String> all = new ArrayList<>(tags);
        all.add(kept);
        return all;
    }

    /** As they are kept with the picture. */
    public Names toKeep() {
        return new Names(tags, "", kept);
    }

    /** Of a picture without a path. */
    public Names(List<String> tags) {
        this(tags, "", "");
    }
}
