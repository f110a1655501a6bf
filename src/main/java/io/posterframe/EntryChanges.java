package io.posterframe;

import io.posterframe.store.Changes;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells of changes to all who remember entries, in the order in which they were added. */
final class EntryChanges implements Changes {
    private final List<Changes> told = new CopyOnWriteArrayList<>();

    /** Who rests on what another remembers is added behind it: else it would learn the old again. */
    void tell(Changes another) {
        told.add(another);
    }

    @Override
    public void entries(Collection<String> ids) {
        told.forEach(each -> each.entries(ids));
    }

    @Override
    public void everything() {
        told.forEach(Changes::everything);
    }
}
