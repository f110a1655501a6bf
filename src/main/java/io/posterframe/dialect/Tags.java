package io.posterframe.dialect;

import java.nio.charset.StandardCharsets;

/** The names by which pictures are purged, safe in Cache-Tag (commas part them) and Surrogate-Key (spaces do). */
public final class Tags {
    private Tags() {}

    public static String entry(String id) {
        return "entry-" + safe(id);
    }

    public static String widget(String id) {
        return "widget-" + safe(id);
    }

    public static String partner(String id) {
        return "partner-" + safe(id);
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
