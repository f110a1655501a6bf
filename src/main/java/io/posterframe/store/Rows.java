package io.posterframe.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** What is asked of several tables in the same way. The names of tables never come from outside. */
final class Rows {
    private Rows() {}

    /**
     * Some rows in the order of their ids. Found by their ids rather than by their number, so that a page deep in the table
     * costs no more than the first.
     *
     * @param table     one with columns {@code id} and {@code partner_id}
     * @param partnerId whose rows; empty for all
     * @param after     the id in front of the first; empty to begin
     */
    static Query page(Handle handle, String table, Optional<String> partnerId, String after, int limit) {
        String owned = partnerId.isPresent() ? "partner_id = :partnerId and " : "";
        Query query = handle.createQuery(
                        "select * from " + table + " where " + owned + "id > :after order by id limit :limit")
                .bind("after", after)
                .bind("limit", limit);
        partnerId.ifPresent(id -> query.bind("partnerId", id));
        return query;
    }

    /** Keeps others from changing a row until this transaction ends. @return false when there is none */
    static boolean lock(Handle handle, String table, String id) {
        return handle.createQuery("select id from " + table + " where id = :id for update")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }
}
