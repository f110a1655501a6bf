package io.posterframe;

import io.posterframe.catalog.Catalogs;
import io.posterframe.delivery.Entries;
import io.posterframe.http.EdgeServer;
import io.posterframe.purge.Tags;
import io.posterframe.store.Changes;
import io.posterframe.store.DatabaseCatalog;
import java.util.Collection;
import java.util.stream.Stream;

/** Drops what a change makes wrong: first what is known of entries, then the answers that rest on it. */
record AnswerChanges(DatabaseCatalog stored, Catalogs catalog, Entries entries, EdgeServer server) implements Changes {
    @Override
    public void entries(Collection<String> ids) {
        stored.invalidate(ids);
        catalog.forget(ids);
        entries.forget(ids);
        // an id may be a widget's
        server.forget(ids.stream()
                .flatMap(id -> Stream.of(Tags.entry(id), Tags.widget(id)))
                .toList());
    }

    @Override
    public void everything() {
        stored.invalidateAll();
        catalog.forgetAll();
        entries.forgetAll();
        server.forgetAll();
    }
}
