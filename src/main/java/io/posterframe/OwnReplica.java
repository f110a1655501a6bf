package io.posterframe;

import io.posterframe.cache.PictureCache;
import io.posterframe.fleet.Replica;
import io.posterframe.http.EdgeServer;
import io.posterframe.purge.Purge;
import io.posterframe.purge.Purged;
import io.posterframe.purge.Purges;
import io.posterframe.store.Changes;
import io.vertx.core.Future;
import java.util.List;

/**
 * What a purge does in this server: what is known of the entries goes first, then what rests on it.
 *
 * @param memories only what is remembered: jobs and uploads of an entry are no copies of anything
 */
record OwnReplica(Changes memories, Purges purges, EdgeServer server, PictureCache cache) implements Replica {

    @Override
    public Future<Purged> purge(Purge purge, long atMillis) {
        List<String> entries = purge.entries();
        if (!entries.isEmpty()) {
            memories.entries(entries);
        }
        if (purge.ofUnnamedEntries()) {
            memories.everything();
        }
        purges.apply(purge, atMillis);
        server.forget(purge.names());
        return purge.soft() ? Future.succeededFuture(Purged.NOTHING) : cache.purge(purge, atMillis);
    }

    @Override
    public void restore(Purge purge, long atMillis) {
        purges.apply(purge, atMillis);
        // a kill may have left some of its files
        cache.purgeLater(purge, atMillis);
    }

    @Override
    public void mergeBefore(long millis) {
        purges.mergeBefore(millis);
    }
}
