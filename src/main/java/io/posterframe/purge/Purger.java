package io.posterframe.purge;

import io.vertx.core.Future;

/** Purges this server and tells all others. Any thread; never blocks. */
public interface Purger {
    /**
     * At once here, within a second on all others.
     *
     * @return what was removed here; fails with PictureException DatabaseFailed when the others could not be told, after the
     *     purge here
     */
    Future<Purged> purge(Purge purge);
}
