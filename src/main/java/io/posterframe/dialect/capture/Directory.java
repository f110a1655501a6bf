package io.posterframe.dialect.capture;

import com.github.benmanes.caffeine.cache.Ticker;
import io.posterframe.catalog.Ids;
import io.posterframe.catalog.LookupCache;
import io.posterframe.catalog.LookupConfig;
import io.posterframe.database.Database;
import io.posterframe.store.CaptureKey;
import io.posterframe.store.CaptureKeysTable;
import io.posterframe.store.Changes;
import io.posterframe.store.Room;
import io.posterframe.store.RoomsTable;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rooms, and the secrets of the keys that may capture them. What was read of the database is remembered: a hit costs no
 * query. Safe on every thread; never blocks.
 */
final class Directory implements Changes {
    private final Map<String, String> configured;
    private final LookupCache<CaptureKey> keys;
    private final LookupCache<Room> rooms;

    /** @param configured keys that count before those of the database */
    Directory(Database database, LookupConfig lookups, List<SigningKey> configured) {
        this.configured = configured.stream().collect(Collectors.toMap(SigningKey::apikey, SigningKey::secret));
        CaptureKeysTable keysTable = new CaptureKeysTable();
        RoomsTable roomsTable = new RoomsTable();
        keys = new LookupCache<>(
                lookups, Ticker.systemTicker(), id -> database.transact(handle -> keysTable.find(handle, id)));
        rooms = new LookupCache<>(
                lookups, Ticker.systemTicker(), id -> database.transact(handle -> roomsTable.find(handle, id)));
    }

    /** The secret of a key, of any name. Fails with a PictureException. */
    Future<Optional<String>> secret(String apikey) {
        String known = configured.get(apikey);
        if (known != null || !Ids.acceptable(apikey)) {
            return Future.succeededFuture(Optional.ofNullable(known));
        }
        return keys.find(apikey).map(found -> found.map(CaptureKey::secret));
    }

    /** Fails with a PictureException. */
    Future<Optional<Room>> room(String id) {
        return rooms.find(id);
    }

    @Override
    public void entries(Collection<String> ids) {
        rooms.invalidate(ids);
        keys.invalidate(ids);
    }

    @Override
    public void everything() {
        rooms.invalidateAll();
        keys.invalidateAll();
    }
}
