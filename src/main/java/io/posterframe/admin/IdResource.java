package io.posterframe.admin;

import io.posterframe.store.IdTable;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What belongs to nothing else in its path, and is in a table of its own. */
abstract class IdResource<T> implements Resource<T> {
    private final IdTable<T> table;

    IdResource(IdTable<T> table) {
        this.table = table;
    }

    /** Notes a mistake when a field names something which isn't there. @param noun what it names, with its article */
    static void refer(Handle handle, Body body, String field, IdTable<?> table, String noun, String id) {
        if (table.find(handle, id).isEmpty()) {
            body.mistake(field, "must be that of " + noun + "; there is no " + id);
        }
    }

    @Override
    public boolean lock(Handle handle, Key key) {
        table.lock(handle, key.id());
        return true;
    }

    @Override
    public Optional<T> find(Handle handle, Key key) {
        return table.find(handle, key.id());
    }

    @Override
    public List<T> list(Handle handle, String parent, Optional<String> partnerId, String after, int limit) {
        return table.list(handle, partnerId, after, limit);
    }

    @Override
    public void insert(Handle handle, T value) {
        table.insert(handle, value);
    }

    @Override
    public void update(Handle handle, T value) {
        table.update(handle, value);
    }

    @Override
    public boolean delete(Handle handle, Key key) {
        return table.delete(handle, key.id());
    }
}
