package io.posterframe.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** The widgets. One needs its account and its entry. */
public final class WidgetsTable extends IdTable<Widget> {
    private static final String INSERT = "insert into widgets (id, partner_id, entry_id, created_at, updated_at)"
            + " values (:id, :partnerId, :entryId, current_timestamp, current_timestamp)";

    private static final String UPDATE = "update widgets set partner_id = :partnerId, entry_id = :entryId,"
            + " updated_at = current_timestamp where id = :id";

    public WidgetsTable() {
        super("widgets", INSERT, UPDATE);
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

    @Override
    Widget read(ResultSet row) throws SQLException {
        return new Widget(row.getString("id"), row.getString("partner_id"), row.getString("entry_id"));
    }

    @Override
    <S extends SqlStatement<S>> S bind(S statement, Widget widget) {
        return statement
                .bind("id", widget.id())
                .bind("partnerId", widget.partnerId())
                .bind("entryId", widget.entryId());
    }
}
