package io.posterframe.cache;

import io.posterframe.purge.Names;
import io.posterframe.purge.Tags;
import java.util.function.Predicate;

/**
 * What the index of files keeps of a picture's tags: 32 bits of its entry's and of its account's. Two tags may have the same,
 * so a file's header has the last word.
 *
 * @param entry   {@link #UNKNOWN}, {@link #NONE} or a hash
 * @param partner the same
 */
record TagHash(int entry, int partner) {
    static final int UNKNOWN = 0;

    /** Of a picture that has no such tag. */
    static final int NONE = 1;

    static TagHash of(Names names) {
        return new TagHash(first(names, Tags::isEntry), first(names, Tags::isPartner));
    }

    private static int first(Names names, Predicate<String> kind) {
        return names.tags().stream().filter(kind).findFirst().map(TagHash::of).orElse(NONE);
    }

    static int of(String tag) {
        int hash = tag.hashCode();
        return hash == UNKNOWN || hash == NONE ? hash + 2 : hash;
    }
}
