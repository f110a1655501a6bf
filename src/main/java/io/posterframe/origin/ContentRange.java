package io.posterframe.origin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Content-Range field of an answer (RFC 9110 section 14.4), with a known total.
 *
 * @param first first byte, or -1 in the form without a range that goes with 416
 * @param last  last byte, included, or -1
 * @param total bytes of the whole
 */
record ContentRange(long first, long last, long total) {
    private static final Pattern FORM = Pattern.compile("bytes (?:(\\d{1,18})-(\\d{1,18})|\\*)/(\\d{1,18})");

    /** Null for anything else, an unknown total included. */
    static @Nullable ContentRange parse(@Nullable String field) {
        Matcher parts = FORM.matcher(field == null ? "" : field.trim());
        if (!parts.matches()) {
            return null;
        }
        long total = Long.parseLong(parts.group(3));
        return parts.group(1) == null
                ? new ContentRange(-1, -1, total)
                : new ContentRange(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), total);
    }

    /** Whether this is what a request for {@code first} to {@code last} of {@code total} bytes must be answered with. */
    boolean is(long first, long last, long total) {
        return this.first == first && this.last == Math.min(last, total - 1) && this.total == total;
    }
}
