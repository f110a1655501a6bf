package io.posterframe.http;

import java.nio.charset.StandardCharsets;

/** {@code inline} or {@code attachment} with a file name (RFC 6266): ASCII for everybody, and as it is for those who read RFC 8187. */
final class ContentDisposition {
    private static final String UNESCAPED = "!#$&+-.^_`|~";

    private ContentDisposition() {}

    static String inline(String fileName) {
        return of("inline", fileName);
    }

    static String attachment(String fileName) {
        return of("attachment", fileName);
    }

    private static String of(String kind, String fileName) {
        StringBuilder ascii = new StringBuilder();
        StringBuilder extended = new StringBuilder();
        boolean plain = true;
        for (int i = 0; i < fileName.length(); i++) {
            char c = fileName.charAt(i);
            boolean safe = c >= ' ' && c < 127 && c != '"' && c != '\\' && c != '%';
            ascii.append(safe ? c : '_');
            plain &= safe;
        }
        String value = kind + "; filename=\"" + ascii + '"';
        if (plain) {
            return value;
        }
        for (byte b : fileName.getBytes(StandardCharsets.UTF_8)) {
            boolean letter = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
            if (letter || b > 0 && UNESCAPED.indexOf(b) >= 0) {
                extended.append((char) b);
            } else {
                extended.append('%').append(String.format("%02X", b));
            }
        }
        return value + "; filename*=UTF-8''" + extended;
    }
}
