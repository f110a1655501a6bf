package io.posterframe.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a session allows, by name. A privilege has no value, one, or a list with {@code /} between its items.
 *
 * @param values the values of each privilege, one for each time that it is named; empty text for none
 */
record Privileges(Map<String, List<String>> values) {
    private static final String EVERYTHING = "*";
    private static final String ALL = "all";

    /** Reads {@code name:value,name,name:value}; a lone {@code *} is short for {@code all:*}. */
    static Privileges parse(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String privilege : text.split(",")) {
            int colon = privilege.indexOf(':');
            String name = colon < 0 ? privilege : privilege.substring(0, colon);
            if (name.equals(EVERYTHING)) {
                values.computeIfAbsent(ALL, first -> new ArrayList<>()).add(EVERYTHING);
            } else if (!name.isEmpty()) {
                values.computeIfAbsent(name, first -> new ArrayList<>())
                        .add(privilege.substring(name.length() + (colon < 0 ? 0 : 1)));
            }
        }
        return new Privileges(values);
    }

    /** The values of a privilege, as they were written; none when the session hasn't got it. */
    List<String> of(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Whether an item of the privilege's lists is this one, or stands for every one. */
    boolean allows(String name, String item) {
        return has(ALL, EVERYTHING) || has(name, EVERYTHING) || has(name, item);
    }

    private boolean has(String name, String item) {
        return of(name).stream().anyMatch(list -> items(list).contains(item));
    }

    static List<String> items(String list) {
        return List.of(list.split("/"));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .flatMap(privilege -> privilege.getValue().stream().map(value -> written(privilege.getKey(), value)))
                .collect(Collectors.joining(","));
    }

    private static String written(String name, String value) {
        if (name.equals(ALL) && value.equals(EVERYTHING)) {
            return EVERYTHING;
        }
        return value.isEmpty() ? name : name + ":" + value;
    }
}
