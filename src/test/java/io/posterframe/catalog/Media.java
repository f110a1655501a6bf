package io.posterframe.catalog;

import io.vertx.core.Future;
import java.util.Optional;

/** Asks a catalog for a medium in one step. */
final class Media {
    private Media() {}

    static Optional<Medium> find(Catalog catalog, String partner, String id, boolean frame, Poster poster) {
        return catalog.find(EntryRef.entry(partner, id))
                .compose(entry -> entry.isPresent()
                        ? entry.get()
                                .medium(new MediaQuery(frame, poster, null))
                                .map(Optional::of)
                        : Future.succeededFuture(Optional.<Medium>empty()))
                .await();
    }

    static Optional<Medium> find(Catalog catalog, String partner, String id) {
        return find(catalog, partner, id, false, Poster.CURRENT);
    }
}
