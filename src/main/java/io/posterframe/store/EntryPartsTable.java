package io.posterframe.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Rows that belong to an entry, and are told apart in it by a key. Each method blocks and fails as those of {@link IdTable}.
 *
 * @param <K> a String or an Integer
 */
public abstract class EntryPartsTable<T, K> {
    /** An entry's rows are read together, so there is a bound to their number. */
    public static final int MAX_OF_ENTRY = 100;

    private final String name;
    private final String key;
    private final K beforeFirst;
    private final String insert;
    private final String update;

    /**
     * None of these ever comes from outside.
     *
     * @param name        of the table, which has a column {@code entry_id}
     * @param key         the name of the column of the key
     * @param beforeFirst less than each key
     */
    EntryPartsTable(String name, String key, K beforeFirst, String insert, String update) {
        this.name = name;
        this.key = key;
        this.beforeFirst = beforeFirst;
        this.insert = insert;
        this.update = update;
    }

    abstract T read(ResultSet row) throws SQLException;

    abstract <S extends SqlStatement<S>> S bind(S statement, T value);

    public Optional<T> find(Handle handle, String entryId, K key) {
        return handle.createQuery("select * from " + name + one())
                .bind("entryId", entryId)
                .bind("key", key)
                .map((row, context) -> read(row))
                .findOne();
    }

    private String one() {
        return " where entry_id = :entryId and " + key + " = :key";
    }

    /** All of an entry, in the order of their keys. */
    public List<T> list(Handle handle, String entryId) {
        return list(handle, entryId, beforeFirst, MAX_OF_ENTRY);
    }

    /** Some of an entry, in the order of their keys. @param after the key in front of the first */
    public List<T> list(Handle handle, String entryId, K after, int limit) {
        return handle.createQuery("select * from " + name + " where entry_id = :entryId and " + key
                        + " > :after order by " + key + " limit :limit")
                .bind("entryId", entryId)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list();
    }

    public int count(Handle handle, String entryId) {
        return handle.createQuery("select count(*) from " + name + " where entry_id = :entryId")
                .bind("entryId", entryId)
                .mapTo(Integer.class)
                .one();
    }

    /** A conflict when it is there already, or its entry is not. */
    public void insert(Handle handle, T value) {
        bind(handle.createUpdate(insert), value).execute();
    }

    /** @return false when there is none of its key */
    public boolean update(Handle handle, T value) {
        return bind(handle.createUpdate(update), value).execute() > 0;
    }

    /**
     * Inserts these in the place of what some entries have.
     *
     * @param entryIds those that may have some
     */
    public void replace(Handle handle, Collection<String> entryIds, List<T> values) {
        if (!entryIds.isEmpty()) {
            handle.createUpdate("delete from " + name + " where entry_id in (<entryIds>)")
                    .bindList("entryIds", List.copyOf(entryIds))
                    .execute();
        }
        try (PreparedBatch inserts = handle.prepareBatch(insert)) {
            values.forEach(value -> bind(inserts, value).add());
            inserts.execute();
        }
    }

    /** @return false when there was none */
    public boolean delete(Handle handle, String entryId, K key) {
        return handle.createUpdate("delete from " + name + one())
                        .bind("entryId", entryId)
                        .bind("key", key)
                        .execute()
                > 0;
    }
}
