package io.posterframe.dialect.frames;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Which part of a list is wanted.
 *
 * @param limit  1 to 100
 * @param offset 0 or more
 */
record Page(int limit, int offset) {
    private static final int USUAL = 50;
    private static final int MOST = 100;
    private static final int LAST = 999_999_999;

    /** Reads {@code limit} and {@code offset}; fails with an ApiException that names the first mistake. */
    static Page of(Map<String, String> query) {
        return new Page(number(query, "limit", USUAL, 1, MOST), number(query, "offset", 0, 0, LAST));
    }

    private static int number(Map<String, String> query, String name, int usual, int least, int most) {
        String value = query.get(name);
        if (value == null) {
            return usual;
        }
        int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
        if (number < least || number > most) {
            throw ApiException.badInput(name, "must be a whole number from " + least + " to " + most);
        }
        return number;
    }

    /**
     * The list, as each of the API's is.
     *
     * @param name  of the field with the items
     * @param items of this page
     * @param total of all pages
     */
    ObjectNode list(String name, List<ObjectNode> items, long total) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        list.putArray(name).addAll(items);
        return list.put("total", total).put("limit", limit).put("offset", offset);
    }
}
