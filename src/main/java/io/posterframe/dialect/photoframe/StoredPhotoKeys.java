package io.posterframe.dialect.photoframe;

import com.github.benmanes.caffeine.cache.Ticker;
import io.posterframe.catalog.Ids;
import io.posterframe.catalog.LookupCache;
import io.posterframe.catalog.LookupConfig;
import io.posterframe.database.Database;
import io.posterframe.store.Changes;
import io.posterframe.store.EntriesTable;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Optional;

/** The tokens of the entries in the database. What was read is remembered: a hit costs no query. */
public final class StoredPhotoKeys implements PhotoKeys, Changes {
    private final LookupCache<PhotoKey> keys;

    public StoredPhotoKeys(Database database, LookupConfig config) {
        EntriesTable entries = new EntriesTable();
        keys = new LookupCache<>(
                config,
                Ticker.systemTicker(),
                id -> database.transact(handle ->
                        entries.find(handle, id).map(entry -> new PhotoKey(entry.partnerId(), entry.token()))));
    }

    @Override
    public Future<Optional<PhotoKey>> of(String photoId) {
        return Ids.acceptable(photoId) ? keys.find(photoId) : Future.succeededFuture(Optional.empty());
    }

    @Override
    public void entries(Collection<String> ids) {
        keys.invalidate(ids);
    }

    @Override
    public void everything() {
        keys.invalidateAll();
    }
}
