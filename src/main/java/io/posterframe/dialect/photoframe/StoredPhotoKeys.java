package io.posterframe.dialect.photoframe;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.posterframe.database.Database;
import io.posterframe.store.Changes;
import io.posterframe.store.EntriesTable;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The tokens of the entries in the database, remembered until a write or for some seconds. */
public final class StoredPhotoKeys implements PhotoKeys, Changes {
    private static final int MOST = 100_000;
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final Database database;
    private final EntriesTable entries = new EntriesTable();
    private final AtomicLong writes = new AtomicLong();
    private final Cache<String, Optional<PhotoKey>> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

    public StoredPhotoKeys(Database database) {
        this.database = database;
    }

    @Override
    public Future<Optional<PhotoKey>> of(String photoId) {
        Optional<PhotoKey> remembered = known.getIfPresent(photoId);
        if (remembered != null) {
            return Future.succeededFuture(remembered);
        }
        if (photoId.chars().anyMatch(Character::isISOControl)) {
            return Future.succeededFuture(Optional.empty());
        }
        long begun = writes.get();
        return database.transact(handle ->
                        entries.find(handle, photoId).map(entry -> new PhotoKey(entry.partnerId(), entry.token())))
                .onSuccess(found -> {
                    // what was read before a write must not outlive it
                    if (begun == writes.get()) {
                        known.put(photoId, found);
                    }
                });
    }

    @Override
    public void entries(Collection<String> ids) {
        writes.incrementAndGet();
        known.invalidateAll(ids);
    }

    @Override
    public void everything() {
        writes.incrementAndGet();
        known.invalidateAll();
    }
}
