package io.posterframe.catalog;

import io.vertx.core.Future;

/** An entry of one medium whatever is asked for, and without an owner. */
record SingleMedium(Medium medium) implements Entry {
    @Override
    public String id() {
        return medium.entryId();
    }

    @Override
    public Policy policy() {
        return Policy.NONE;
    }

    @Override
    public Future<Medium> medium(MediaQuery query) {
        return Future.succeededFuture(medium);
    }
}
