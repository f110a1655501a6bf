package io.posterframe.dialect.kaltura;

/**
 * Numbers in text as PHP's {@code intval} and {@code floatval} read them: the longest number at the beginning, after
 * white space, and 0 where there is none. Decimal only: no hex, no {@code inf}, no {@code nan}.
 *
 * <p>A number is {@code [+-] (digits [. digits] | . digits) [(e|E) [+-] digits]}.
 */
final class PhpNumber {
    private PhpNumber() {}

    /** Rounded towards zero; beyond the range of an int it is the nearest int. */
    static int integer(String text) {
        return (int) real(text);
    }

    /** Never NaN or infinite; beyond the range of a double it is the nearest double. */
    static double real(String text) {
        int start = start(text);
        int end = end(text, start);
        if (end == start) {
            return 0;
        }
        double value = Double.parseDouble(text.substring(start, end));
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
    }

    /** Whether a number stands at the beginning, so that a 0 was meant. */
    static boolean leads(String text) {
        int start = start(text);
        return end(text, start) > start;
    }

    private static int start(String text) {
        int at = 0;
        while (at < text.length() && " \t\n\r\u000b\f".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** The end of the number at {@code start}; {@code start} itself where there is none. */
    private static int end(String text, int start) {
        int whole = afterSign(text, start);
        int end = afterDigits(text, whole);
        int digits = end - whole;
        if (end < text.length() && text.charAt(end) == '.') {
            int fraction = afterDigits(text, end + 1);
            digits += fraction - end - 1;
            end = fraction;
        }
        if (digits == 0) {
            return start;
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int exponent = afterSign(text, end + 1);
            int after = afterDigits(text, exponent);
            if (after > exponent) {
                end = after;
            }
        }
        return end;
    }

    private static int afterSign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
    }

    private static int afterDigits(String text, int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
