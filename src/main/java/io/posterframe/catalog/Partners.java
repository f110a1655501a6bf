package io.posterframe.catalog;

import io.vertx.core.Future;
import java.util.Optional;

/** Knows accounts. Safe to call from every thread; never blocks its caller. */
public interface Partners {

    /** No accounts at all. */
    Partners NONE = id -> Future.succeededFuture(Optional.empty());

    /** The account of this id, which may be any text. Fails with a PictureException when it can't be looked up. */
    Future<Optional<Partner>> partner(String id);
}
