package io.posterframe.hls;

import org.jspecify.annotations.Nullable;

/**
 * A file, or a part of one, that a playlist names.
 *
 * @param uri        as written
 * @param offset     of the part
 * @param length     of the part, or {@link #WHOLE}
 * @param encryption null for none
 */
record Resource(String uri, long offset, long length, @Nullable Encryption encryption) {
    static final long WHOLE = -1;

    boolean whole() {
        return length == WHOLE;
    }
}
