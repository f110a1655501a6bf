package io.posterframe.access;

import io.posterframe.catalog.Entry;
import io.posterframe.catalog.EntryRef;
import io.posterframe.catalog.Partner;
import io.vertx.core.Future;
import java.util.Optional;

/** Decides who may have pictures of an entry. Safe on every thread; never blocks. */
public interface Gate {

    /** Lets everybody in. */
    Gate OPEN = (entry, ref, credentials, caller) -> Future.succeededFuture(Grant.PUBLIC);

    /**
     * Checks the entry's account and its access profile against what the caller brings.
     *
     * @param ref how the URL names the entry; its account counts where the entry has no owner
     * @return fails with a PictureException: PartnerBlocked, Denied, or what kept the account from being looked up
     */
    Future<Grant> admit(Entry entry, EntryRef ref, Credentials credentials, Caller caller);

    /** The account whose defaults count, as in {@link Grant#partner()}, whoever asks; empty when unknown. */
    default Future<Optional<Partner>> account(Entry entry, EntryRef ref) {
        return Future.succeededFuture(Optional.empty());
    }
}
