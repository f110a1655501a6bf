package io.posterframe.hls;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attribute list of a tag (RFC 8216 section 4.2), read in one pass whatever it looks like; of two with one name the
 * first counts. What comes behind something unreadable is left out.
 */
record Attributes(Map<String, String> values) {

    static Attributes parse(String list) {
        Map<String, String> values = new LinkedHashMap<>();
        int at = 0;
        while (at < list.length()) {
            int equals = list.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String name = list.substring(at, equals).strip();
            boolean quoted = equals + 1 < list.length() && list.charAt(equals + 1) == '"';
            int close = quoted ? list.indexOf('"', equals + 2) : -1;
            int comma = list.indexOf(',', quoted ? Math.max(close, equals) : equals);
            int end = comma < 0 ? list.length() : comma;
            if (quoted && close < 0) {
                break;
            }
            String value = quoted ? list.substring(equals + 2, close) : list.substring(equals + 1, end);
            values.putIfAbsent(name, quoted ? value : value.strip());
            at = end + 1;
        }
        return new Attributes(values);
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }
}
