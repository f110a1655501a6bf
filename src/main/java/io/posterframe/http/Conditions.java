package io.posterframe.http;

import io.netty.handler.codec.DateFormatter;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** The preconditions of a GET (RFC 9110, section 13), for a representation with a strong ETag and a date. */
final class Conditions {
    private Conditions() {}

    /**
     * Whether 304 is the answer.
     *
     * @param ifNoneMatch     the header's value, or null; it takes precedence
     * @param ifModifiedSince the header's value, or null
     * @param etag            with its quotes
     */
    static boolean notModified(
            @Nullable String ifNoneMatch, @Nullable String ifModifiedSince, String etag, long lastModifiedMillis) {
        if (ifNoneMatch != null) {
            return listMatches(ifNoneMatch, etag);
        }
        if (ifModifiedSince == null) {
            return false;
        }
        Date since = date(ifModifiedSince);
        return since != null && wholeSeconds(lastModifiedMillis) <= since.getTime();
    }

    /** Whether a Range may be honoured: If-Range names this representation, strongly, or is absent. */
    static boolean rangeApplies(@Nullable String ifRange, String etag, long lastModifiedMillis) {
        if (ifRange == null) {
            return true;
        }
        if (ifRange.startsWith("\"")) {
            return ifRange.strip().equals(etag);
        }
        Date date = ifRange.startsWith("W/") ? null : date(ifRange);
        return date != null && date.getTime() == wholeSeconds(lastModifiedMillis);
    }

    /** The weak comparison of a list, which may be {@code *}. A comma may stand inside of a tag. */
    private static boolean listMatches(String list, String etag) {
        if (list.strip().equals("*")) {
            return true;
        }
        int at = 0;
        while ((at = list.indexOf('"', at)) >= 0) {
            int end = list.indexOf('"', at + 1);
            if (end < 0) {
                return false;
            }
            if (end + 1 - at == etag.length() && list.startsWith(etag, at)) {
                return true;
            }
            at = end + 1;
        }
        return false;
    }

    private static @Nullable Date date(String text) {
        return text.length() > 64 ? null : DateFormatter.parseHttpDate(text);
    }

    private static long wholeSeconds(long millis) {
        return millis / 1000 * 1000;
    }
}
