package io.posterframe.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Rows that are named by one id. Each method blocks, and fails with a JdbiException:
 * {@link io.posterframe.database.Database#isConflict} says whether a rule of the schema was broken.
 */
public abstract class IdTable<T> {
    private final String name;
    private final String insert;
    private final String update;

    /** None of these ever comes from outside. @param name of the table, which has a column {@code id} */
    IdTable(String name, String insert, String update) {
        this.name = name;
        this.insert = insert;
        this.update = update;
    }

    abstract T read(ResultSet row) throws SQLException;

    abstract <S extends SqlStatement<S>> S bind(S statement, T value);

    public Optional<T> find(Handle handle, String id) {
        return handle.createQuery("select * from " + name + " where id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Keeps others from changing it until this transaction ends. @return false when there is none */
    public boolean lock(Handle handle, String id) {
        return handle.createQuery("select id from " + name + " where id = :id for update")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    /**
     * Some, in the order of their ids. Found by their ids rather than by their number, so that a page deep in the table
     * costs no more than the first.
     *
     * @param partnerId whose; empty for all. Accounts are nobody's
     * @param after     the id in front of the first; empty to begin
     */
    public List<T> list(Handle handle, Optional<String> partnerId, String after, int limit) {
        String owned = partnerId.isPresent() ? "partner_id = :partnerId and " : "";
        Query query = handle.createQuery(
                        "select * from " + name + " where " + owned + "id > :after order by id limit :limit")
                .bind("after", after)
                .bind("limit", limit);
        partnerId.ifPresent(id -> query.bind("partnerId", id));
        return query.map((row, context) -> read(row)).list();
    }

    /** A conflict when it is there already, or what it needs is not. */
    public void insert(Handle handle, T value) {
        bind(handle.createUpdate(insert), value).execute();
    }

    /** All but the time of its creation. @return false when there is none of its id */
    public boolean update(Handle handle, T value) {
        return bind(handle.createUpdate(update), value).execute() > 0;
    }

    /** A conflict while something needs it. @return false when there was none */
    public boolean delete(Handle handle, String id) {
        return handle.createUpdate("delete from " + name + " where id = :id")
                        .bind("id", id)
                        .execute()
                > 0;
    }
}
