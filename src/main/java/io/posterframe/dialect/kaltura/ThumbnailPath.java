package io.posterframe.dialect.kaltura;

import org.jspecify.annotations.Nullable;

/**
 * A thumbnail URL's path, taken apart: {@code /p/{partner}/thumbnail/{pairs}} or
 * {@code /p/{partner}/sp/{subPartner}/thumbnail/{pairs}}. Both ids are digits and minus signs; the second is ignored.
 *
 * @param partnerId 1 to 20 digits and minus signs
 * @param pairs     name/value/name/value..., percent-decoded once, without double slashes
 */
record ThumbnailPath(String partnerId, String pairs) {
    private static final int MAX_ID = 20;

    /** Null for a path of another form, and for one with an encoded slash or NUL, which Apache refuses. */
    static @Nullable ThumbnailPath of(String rawPath) {
        if (refused(rawPath)) {
            return null;
        }
        String path = UrlText.path(singleSlashes(rawPath));
        if (!path.startsWith("/p/")) {
            return null;
        }
        int partnerEnd = idEnd(path, 3);
        if (partnerEnd < 0) {
            return null;
        }
        int rest = partnerEnd;
        if (path.startsWith("/sp/", rest)) {
            rest = idEnd(path, rest + 4);
        }
        if (rest < 0 || !path.startsWith("/thumbnail/", rest)) {
            return null;
        }
        return new ThumbnailPath(path.substring(3, partnerEnd), path.substring(rest + "/thumbnail/".length()));
    }

    private static boolean refused(String rawPath) {
        for (int at = rawPath.indexOf('%'); at >= 0; at = rawPath.indexOf('%', at + 1)) {
            if (rawPath.regionMatches(true, at, "%2f", 0, 3) || rawPath.startsWith("%00", at)) {
                return true;
            }
        }
        return false;
    }

    private static String singleSlashes(String path) {
        if (!path.contains("//")) {
            return path;
        }
        StringBuilder single = new StringBuilder(path.length());
        for (int at = 0; at < path.length(); at++) {
            if (path.charAt(at) != '/' || at == 0 || path.charAt(at - 1) != '/') {
                single.append(path.charAt(at));
            }
        }
        return single.toString();
    }

    /** Where the id that begins at {@code start} ends; -1 where none begins or it is too long. */
    private static int idEnd(String path, int start) {
        int end = start;
        while (end < path.length() && (path.charAt(end) == '-' || path.charAt(end) >= '0' && path.charAt(end) <= '9')) {
            end++;
        }
        return end == start || end - start > MAX_ID ? -1 : end;
    }
}
