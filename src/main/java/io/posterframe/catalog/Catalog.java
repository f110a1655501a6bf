package io.posterframe.catalog;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Optional;

/** Knows entries. Safe to call from every thread; never blocks its caller. */
public interface Catalog {

    /**
     * The entry that is meant, empty when there is none. An id that can't be an entry's (see {@link Ids}) is simply
     * unknown. Fails with a {@link io.posterframe.picture.PictureException} when the catalog itself can't be asked.
     */
    Future<Optional<Entry>> find(EntryRef ref);

    /** Asks anew for these entries, where it remembers answers of somebody else's. */
    default void forget(Collection<String> ids) {}

    /** Asks anew for all. */
    default void forgetAll() {}
}
