package io.posterframe.purge;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is to be forgotten. A name is one of these, which can't be taken for each other:
 *
 * <ul>
 *   <li>{@link #ALL};
 *   <li>a tag, see {@link Tags};
 *   <li>the beginning of a path, from its slash on, in whole segments;
 *   <li>the key of a picture in the cache, which has a bar in it.
 * </ul>
 *
 * @param names 1 to {@value #MOST_NAMES}
 * @param soft  whether the pictures are only doubted: they are shown while their video is asked whether it has changed.
 *     Else nothing that was made before is shown again.
 */
public record Purge(Set<String> names, boolean soft) {
    public static final int MOST_NAMES = 256;

    /** Everything. */
    public static final String ALL = "*";

    /** The most segments of a path that count. */
    static final int MOST_SEGMENTS = 32;

    private static final int LONGEST_PREFIX = 1024;
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9._%-]{1,1160}");

    public Purge {
        names = Set.copyOf(names);
        if (names.isEmpty() || names.size() > MOST_NAMES) {
            throw new IllegalArgumentException("a purge has 1 to " + MOST_NAMES + " names");
        }
    }

    /** Of these names. */
    public static Purge of(Collection<String> names, boolean soft) {
        return new Purge(Set.copyOf(names), soft);
    }

    public boolean everything() {
        return names.contains(ALL);
    }

    /** Whether a picture may have this tag. */
    public static boolean isTag(String text) {
        return TAG.matcher(text).matches();
    }

    /** Whether this can be the beginning of a path. */
    public static boolean isPrefix(String text) {
        return text.startsWith("/")
                && text.length() > 1
                && text.length() <= LONGEST_PREFIX
                && !text.contains("?")
                && !isKey(text)
                && !text.endsWith("/")
                && text.chars().allMatch(c -> c > ' ' && c < 127)
                && text.chars().filter(c -> c == '/').count() <= MOST_SEGMENTS;
    }

    /** Whether a name is a picture's key. */
    public static boolean isKey(String name) {
        return name.indexOf('|') >= 0;
    }

    /** Whether a picture with these names, as they are kept, is meant. */
    public boolean means(Names kept, String key) {
        return everything() || names.contains(key) || kept.all().stream().anyMatch(this::means);
    }

    private boolean means(String kept) {
        return names.contains(kept)
                || kept.startsWith("/")
                        && names.stream().anyMatch(name -> name.startsWith("/") && kept.startsWith(name + "/"));
    }

    /** The entries whose tags are among the names. */
    public List<String> entries() {
        return names.stream().flatMap(name -> Tags.entryOf(name).stream()).toList();
    }

    /** Whether the names mean pictures of entries that they don't name. */
    public boolean ofUnnamedEntries() {
        return names.stream()
                .anyMatch(name -> !isKey(name) && Tags.entryOf(name).isEmpty());
    }
}
