package io.posterframe.admin;

import io.posterframe.catalog.Ids;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which part of a list is asked for.
 *
 * @param after     the id in front of the first; empty to begin
 * @param partnerId whose; empty for all
 */
record Page(int limit, String after, Optional<String> partnerId) {
    static final int MAX_LIMIT = 1000;
    private static final int DEFAULT_LIMIT = 100;

    /**
     * Reads the query; fails with all mistakes.
     *
     * @param filters the parameters by which the list can be narrowed
     */
    static Page of(MultiMap query, Set<String> filters) {
        List<Mistake> mistakes = new ArrayList<>();
        int limit = DEFAULT_LIMIT;
        String after = "";
        Optional<String> partnerId = Optional.empty();
        for (String name : query.names()) {
            String value = query.get(name);
            if (query.getAll(name).size() > 1) {
                mistakes.add(new Mistake(name, "may be given once"));
            } else if (name.equals("limit")) {
                limit = value.matches("[0-9]{1,4}") ? Integer.parseInt(value) : 0;
                if (limit < 1 || limit > MAX_LIMIT) {
                    mistakes.add(new Mistake(name, "must be a whole number from 1 to " + MAX_LIMIT));
                }
            } else if (name.equals("cursor")) {
                after = afterCursor(value);
                if (after.isEmpty()) {
                    mistakes.add(new Mistake(name, "must be the next_cursor of an answer"));
                }
            } else if (filters.contains(name)) {
                partnerId = Optional.of(value);
                if (!TextRule.PARTNER_ID.holds().test(value)) {
                    mistakes.add(new Mistake(name, TextRule.PARTNER_ID.message()));
                }
            } else {
                mistakes.add(new Mistake(
                        name.length() > 64 ? name.substring(0, 64) + "..." : name, "is not a parameter here"));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new Problem(ProblemType.PARAMETERS, mistakes.get(0).toString(), mistakes);
        }
        return new Page(limit, after, partnerId);
    }

    /** What names the last of a page, to be sent back for the next. */
    static String cursor(String lastId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(lastId.getBytes(StandardCharsets.UTF_8));
    }

    private static String afterCursor(String cursor) {
        try {
            String id = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            return Ids.acceptable(id) ? id : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
