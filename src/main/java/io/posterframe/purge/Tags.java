package io.posterframe.purge;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The names by which pictures are purged, safe in Cache-Tag (commas part them) and Surrogate-Key (spaces do). */
public final class Tags {
    private static final String ENTRY = "entry-";
    private static final String PARTNER = "partner-";

    private Tags() {}

    public static String entry(String id) {
        return ENTRY + safe(id);
    }

    /** Whether it is that of an entry. */
    public static boolean isEntry(String tag) {
        return tag.startsWith(ENTRY);
    }

    /** Whether it is that of an account. */
    public static boolean isPartner(String tag) {
        return tag.startsWith(PARTNER);
    }

    /** The id whose tag this is; empty for other tags. */
    public static Optional<String> entryOf(String tag) {
        if (!tag.startsWith(ENTRY)) {
            return Optional.empty();
        }
        try {
            String id = URLDecoder.decode(tag.substring(ENTRY.length()), StandardCharsets.UTF_8);
            return entry(id).equals(tag) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public static String widget(String id) {
        return "widget-" + safe(id);
    }

    public static String partner(String id) {
        return PARTNER + safe(id);
    }

    private static String safe(String id) {
        StringBuilder safe = new StringBuilder(id.length());
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || "-_.".indexOf(b) >= 0;
            if (plain) {
                safe.append((char) b);
            } else {
                safe.append('%').append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
            }
        }
        return safe.toString();
    }
}
