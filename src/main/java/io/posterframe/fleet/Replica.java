package io.posterframe.fleet;

import io.posterframe.purge.Purge;
import io.posterframe.purge.Purged;
import io.vertx.core.Future;

/** This server, as far as notices concern it. Any thread; never blocks. */
public interface Replica {

    /**
     * What the purge means and was made then or before is not shown any more when this returns.
     *
     * @return what goes; never fails
     */
    Future<Purged> purge(Purge purge, long atMillis);

    /** As {@link #purge}, of a purge of before this start. */
    void restore(Purge purge, long atMillis);

    /** Forgets where purges older than this differ. */
    void mergeBefore(long millis);
}
