package io.posterframe.hls;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of one playlist, by EXT-X-DEFINE (draft-pantos-hls-rfc8216bis section 4.3), and their use in its lines. A
 * playlist without any may hold what looks like the use of one.
 */
final class Variables {
    /** The most characters of all names and values. */
    static final int MOST = 16 * 1024;

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> inherited;
    private final URI base;
    private int length;

    /**
     * @param inherited those of the multivariant playlist that named this one
     * @param base      the playlist's own URL, after redirects
     */
    Variables(Map<String, String> inherited, URI base) {
        this.inherited = inherited;
        this.base = base;
    }

    Map<String, String> values() {
        return Map.copyOf(values);
    }

    /** Takes a definition. */
    void define(Attributes attributes) {
        String name = attributes.get("NAME");
        String imported = attributes.get("IMPORT");
        String parameter = attributes.get("QUERYPARAM");
        if (name != null) {
            put(name, attributes.get("VALUE"));
        } else if (imported != null) {
            put(imported, inherited.get(imported));
        } else if (parameter != null) {
            put(parameter, query(parameter));
        }
    }

    private void put(String name, @Nullable String value) {
        if (value == null) {
            throw Refusal.undecodable("uses a variable that has no value in its playlist", name);
        }
        if (values.putIfAbsent(name, value) == null) {
            length += name.length() + value.length();
        }
        if (length > MOST) {
            throw Refusal.undecodable("defines too many variables in its playlist", "more than " + MOST);
        }
    }

    private @Nullable String query(String parameter) {
        String query = base.getRawQuery();
        if (query != null) {
            for (String pair : query.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0 && decoded(pair.substring(0, equals)).equals(parameter)) {
                    return decoded(pair.substring(equals + 1));
                }
            }
        }
        return null;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** The line with the values in place of each <code>{$name}</code>; no value is looked at again. */
    String filledIn(String line) {
        int from = line.indexOf("{$");
        if (from < 0 || values.isEmpty()) {
            return line;
        }
        StringBuilder filled = new StringBuilder();
        int done = 0;
        while (from >= 0) {
            int close = line.indexOf('}', from);
            if (close < 0) {
                break;
            }
            String name = line.substring(from + 2, close);
            String value = values.get(name);
            if (value == null) {
                throw Refusal.undecodable("uses a variable that has no value in its playlist", name);
            }
            filled.append(line, done, from).append(value);
            if (filled.length() > Lines.LONGEST) {
                throw Lines.tooLong();
            }
            done = close + 1;
            from = line.indexOf("{$", done);
        }
        return filled.append(line, done, line.length()).toString();
    }
}
