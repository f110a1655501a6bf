package io.posterframe.fleet;

import java.time.Instant;
import java.util.List;

/**
 * What one server tells the others.
 *
 * @param id    grows in the order in which they were told
 * @param node  who tells
 * @param kind  what it is about
 * @param names of a purge (see {@link io.posterframe.purge.Purge}) or ids of entries; empty for everything that changed
 * @param at    when, by the database's clock
 */
record Notice(long id, String node, Kind kind, List<String> names, Instant at) {

    enum Kind {
        PURGE,
        SOFT_PURGE,
        /** What is left of old purges: everything that was made then or before. */
        MERGED,
        CHANGE
    }
}
