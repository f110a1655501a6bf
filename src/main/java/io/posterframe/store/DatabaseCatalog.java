package io.posterframe.store;

import com.github.benmanes.caffeine.cache.Ticker;
import io.posterframe.catalog.Catalog;
import io.posterframe.catalog.Entry;
import io.posterframe.catalog.EntryRef;
import io.posterframe.catalog.Ids;
import io.posterframe.catalog.LookupCache;
import io.posterframe.catalog.LookupConfig;
import io.posterframe.catalog.MediaFiles;
import io.posterframe.catalog.Partner;
import io.posterframe.catalog.Partners;
import io.posterframe.database.Database;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Optional;

/** The entries and accounts of the database. What was read is remembered: a hit costs no query. */
public final class DatabaseCatalog implements Catalog, Partners {
    private final LookupCache<EntryRecord> entries;

    /** The ids of the entries that widgets stand for, so that an entry is remembered in one place only. */
    private final LookupCache<String> widgets;

    private final LookupCache<Partner> partners;

    public DatabaseCatalog(Database database, MediaFiles files, LookupConfig config) {
        this(database, files, config, Ticker.systemTicker());
    }

    DatabaseCatalog(Database database, MediaFiles files, LookupConfig config, Ticker ticker) {
        entries = new LookupCache<>(
                config,
                ticker,
                id -> database.transact(handle -> EntryRecord.read(handle, id, files, config.freshFor())));
        widgets = new LookupCache<>(
                config,
                ticker,
                id -> database.transact(
                        handle -> new WidgetsTable().find(handle, id).map(Widget::entryId)));
        partners = new LookupCache<>(
                config, ticker, id -> database.transact(handle -> new PartnersTable().find(handle, id)));
    }

    @Override
    public Future<Optional<Entry>> find(EntryRef ref) {
        if (!Ids.acceptable(ref.id())) {
            return Future.succeededFuture(Optional.empty());
        }
        return switch (ref.by()) {
            case ENTRY -> entry(ref.id());
            case WIDGET ->
                widgets.find(ref.id())
                        .compose(id -> id.map(this::entry).orElseGet(() -> Future.succeededFuture(Optional.empty())));
        };
    }

    private Future<Optional<Entry>> entry(String id) {
        return entries.find(id).map(found -> found.map(Entry.class::cast));
    }

    @Override
    public Future<Optional<Partner>> partner(String id) {
        return Ids.acceptable(id) ? partners.find(id) : Future.succeededFuture(Optional.empty());
    }

    /** Reads these entries or widgets anew. To be called after a write of them; what began before it is not kept. */
    public void invalidate(Collection<String> ids) {
        entries.invalidate(ids);
        widgets.invalidate(ids);
    }

    /** Reads everything anew, as after a write of an account. */
    public void invalidateAll() {
        partners.invalidateAll();
        widgets.invalidateAll();
        entries.invalidateAll();
    }
}
