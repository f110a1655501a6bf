package io.posterframe.http;

import org.jspecify.annotations.Nullable;

/**
 * One range of bytes, both ends included, inside a representation (RFC 9110, section 14).
 *
 * @param first 0 or more
 * @param last  at least first
 */
record ByteRange(long first, long last) {
    /** A range that asks for nothing that there is: 416. */
    static final ByteRange UNSATISFIABLE = new ByteRange(-1, -1);

    private static final String UNIT = "bytes=";

    long length() {
        return last - first + 1;
    }

    /**
     * Reads a Range header.
     *
     * @return null when the header is to be ignored: another unit, a syntax error, or several ranges, which a server may
     *     answer with the whole
     */
    static @Nullable ByteRange parse(String header, long length) {
        if (!header.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            return null;
        }
        String range = header.substring(UNIT.length()).strip();
        int dash = range.indexOf('-');
        if (dash < 0 || range.indexOf(',') >= 0) {
            return null;
        }
        long from = number(range.substring(0, dash).strip());
        long to = number(range.substring(dash + 1).strip());
        if (from == MALFORMED || to == MALFORMED || from == ABSENT && to == ABSENT) {
            return null;
        }
        if (from == ABSENT) {
            return to == 0 || length == 0 ? UNSATISFIABLE : new ByteRange(Math.max(0, length - to), length - 1);
        }
        if (to != ABSENT && to < from) {
            return null;
        }
        if (from >= length) {
            return UNSATISFIABLE;
        }
        return new ByteRange(from, to == ABSENT ? length - 1 : Math.min(to, length - 1));
    }

    private static final long ABSENT = -1;
    private static final long MALFORMED = -2;

    /** Digits as a number, ABSENT for none; one too large for a long means "to the end" as any large one does. */
    private static long number(String digits) {
        if (digits.isEmpty()) {
            return ABSENT;
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return MALFORMED;
            }
        }
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
