package io.posterframe.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** The widgets. Each method blocks and fails as those of {@link PartnersTable}. */
public final class WidgetsTable {

    public Optional<Widget> find(Handle handle, String id) {
        return handle.createQuery("select * from widgets where id = :id")
                .bind("id", id)
                .map((row, context) -> widget(row))
                .findOne();
    }

    /** Keeps others from changing it until this transaction ends. @return false when there is none */
    public boolean lock(Handle handle, String id) {
        return Rows.lock(handle, "widgets", id);
    }

    /**
     * In the order of the ids.
     *
     * @param partnerId whose; empty for all
     * @param after     the id in front of the first; empty to begin
     */
    public List<Widget> list(Handle handle, Optional<String> partnerId, String after, int limit) {
        return Rows.page(handle, "widgets", partnerId, after, limit)
                .map((row, context) -> widget(row))
                .list();
    }

    /** A conflict when it is there already, or its account or entry is not. */
    public void insert(Handle handle, Widget widget) {
        bind(
                        handle.createUpdate("insert into widgets (id, partner_id, entry_id, created_at, updated_at)"
                                + " values (:id, :partnerId, :entryId, current_timestamp, current_timestamp)"),
                        widget)
                .execute();
    }

    /** @return false when there is none of its id */
    public boolean update(Handle handle, Widget widget) {
        return bind(
                                handle.createUpdate("update widgets set partner_id = :partnerId, entry_id = :entryId,"
                                        + " updated_at = current_timestamp where id = :id"),
                                widget)
                        .execute()
                > 0;
    }

    /**
     * Updates those that are there and inserts the others.
     *
     * @param widgets no two of one id, in one order everywhere
     */
    public void put(Handle handle, Collection<Widget> widgets) {
        for (Widget widget : widgets) {
            if (!update(handle, widget)) {
                insert(handle, widget);
            }
        }
    }

    /** The ids of those that stand for one of some entries. */
    public List<String> idsOf(Handle handle, Collection<String> entryIds) {
        if (entryIds.isEmpty()) {
            return List.of();
        }
        return handle.createQuery("select id from widgets where entry_id in (<entryIds>)")
                .bindList("entryIds", List.copyOf(entryIds))
                .mapTo(String.class)
                .list();
    }

    /** @return false when there was none */
    public boolean delete(Handle handle, String id) {
        return handle.createUpdate("delete from widgets where id = :id")
                        .bind("id", id)
                        .execute()
                > 0;
    }

    private static Widget widget(ResultSet row) throws SQLException {
        return new Widget(row.getString("id"), row.getString("partner_id"), row.getString("entry_id"));
    }

    private static Update bind(Update statement, Widget widget) {
        return statement
                .bind("id", widget.id())
                .bind("partnerId", widget.partnerId())
                .bind("entryId", widget.entryId());
    }
}
