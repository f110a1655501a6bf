package io.posterframe.admin;

import io.posterframe.store.EntriesTable;
import io.posterframe.store.EntryPartsTable;
import io.posterframe.store.WidgetsTable;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What belongs to an entry. A change of it is one of the entry. */
abstract class EntryPartResource<T> implements Resource<T> {
    private final EntryPartsTable<T, ?> table;
    private final EntriesTable entries = new EntriesTable();
    private final WidgetsTable widgets = new WidgetsTable();
    private final InstantSource clock;

    EntryPartResource(EntryPartsTable<T, ?> table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    abstract String entryOf(T value);

    @Override
    public boolean lock(Handle handle, Key key) {
        return entries.touch(handle, key.parent(), EntryResource.now(clock));
    }

    @Override
    public boolean belongs(Handle handle, String parent) {
        return entries.find(handle, parent).isPresent();
    }

    @Override
    public void insert(Handle handle, T value) {
        if (table.count(handle, entryOf(value)) >= EntryPartsTable.MAX_OF_ENTRY) {
            throw new Problem(
                    ProblemType.IN_USE, "an entry has at most " + EntryPartsTable.MAX_OF_ENTRY + " " + noun() + "s");
        }
        table.insert(handle, value);
    }

    @Override
    public void update(Handle handle, T value) {
        table.update(handle, value);
    }

    @Override
    public Optional<Collection<String>> concerned(Handle handle, Key key) {
        return Optional.of(EntryResource.withWidgets(handle, widgets, List.of(key.parent())));
    }
}
