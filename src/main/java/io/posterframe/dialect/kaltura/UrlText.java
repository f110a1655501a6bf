package io.posterframe.dialect.kaltura;

import java.nio.charset.StandardCharsets;

/**
 * Percent-decoding as the reference server does it. A {@code %} without two hex digits after it stays as it is; bytes
 * that are not UTF-8 become U+FFFD.
 */
final class UrlText {
    private UrlText() {}

    /** Decodes the percent-encoding of a path; a {@code +} stays a plus. */
    static String path(String raw) {
        return raw.indexOf('%') < 0 ? raw : decode(raw, false);
    }

    /** Decodes the form encoding of names and values; a {@code +} is a space. */
    static String form(String raw) {
        return raw.indexOf('%') < 0 && raw.indexOf('+') < 0 ? raw : decode(raw, true);
    }

    private static String decode(String raw, boolean plusIsSpace) {
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        int written = 0;
        for (int read = 0; read < bytes.length; read++) {
            byte next = bytes[read];
            if (next == '%' && read + 2 < bytes.length) {
                int high = Character.digit(bytes[read + 1], 16);
                int low = Character.digit(bytes[read + 2], 16);
                if (high >= 0 && low >= 0) {
                    next = (byte) (high << 4 | low);
                    read += 2;
                }
            } else if (next == '+' && plusIsSpace) {
                next = ' ';
            }
            bytes[written++] = next;
        }
        return new String(bytes, 0, written, StandardCharsets.UTF_8);
    }
}
