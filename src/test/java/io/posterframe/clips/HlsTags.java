package io.posterframe.clips;

import org.jspecify.annotations.Nullable;

/**
 * The lines of a segment in a playlist, each with its line feed; empty where there is none.
 *
 * @param start      those that come before all others
 * @param key        its EXT-X-KEY
 * @param map        its EXT-X-MAP
 * @param mapIsKeyed whether the initialization section is encrypted as the segment is
 * @param own        those that hold for it alone
 * @param length     of its byte range, 0 for a whole file
 * @param offset     of its byte range
 * @param goesOn     whether the range is told without an offset where it can be
 * @param uri        of its file
 */
record HlsTags(
        String start,
        String key,
        String map,
        boolean mapIsKeyed,
        String own,
        int length,
        int offset,
        boolean goesOn,
        String uri) {

    /** The segment's lines behind those of the segment before it, or null for the playlist's first. */
    String text(@Nullable HlsTags before) {
        String range = length == 0 ? "" : "#EXT-X-BYTERANGE:" + length + (goesOn && before != null ? "" : "@" + offset);
        return start + lasting(before) + own + (range.isEmpty() ? "" : range + "\n") + uri + "\n";
    }

    /** The same for the segment's first bytes alone, in a playlist of keyframes. */
    String iFrame(@Nullable HlsTags before, int bytes) {
        return start + lasting(before) + own + "#EXT-X-BYTERANGE:" + bytes + "@0\n" + uri + "\n";
    }

    /** What holds until it is told otherwise: a key for the sections and segments behind it, a section for segments. */
    private String lasting(@Nullable HlsTags before) {
        boolean sameKey = before != null && key.equals(before.key);
        if (before != null && map.equals(before.map)) {
            return sameKey ? "" : key;
        }
        if (mapIsKeyed) {
            return key + map;
        }
        String clear = before == null || before.key.isEmpty() ? "" : "#EXT-X-KEY:METHOD=NONE\n";
        return clear + map + key;
    }
}
