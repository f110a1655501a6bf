package io.posterframe.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Some of a table's rows, in the order of their ids. */
final class Page {
    private Page() {}

    /**
     * Found by their ids rather than by their number, so that a page deep in the table costs no more than the first.
     *
     * @param table     one with columns {@code id} and {@code partner_id}; not from outside
     * @param partnerId whose rows; empty for all
     * @param after     the id in front of the first; empty to begin
     */
    static Query of(Handle handle, String table, Optional<String> partnerId, String after, int limit) {
        String owned = partnerId.isPresent() ? "partner_id = :partnerId and " : "";
        Query query = handle.createQuery(
                        "select * from " + table + " where " + owned + "id > :after order by id limit :limit")
                .bind("after", after)
                .bind("limit", limit);
        partnerId.ifPresent(id -> query.bind("partnerId", id));
        return query;
    }
}
