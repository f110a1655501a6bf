package io.posterframe.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.posterframe.cache.CacheConfig;
import io.posterframe.catalog.Catalog;
import io.posterframe.catalog.Entry;
import io.posterframe.catalog.EntryRef;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Finds entries, and remembers for a while which ones there are not. Safe on every thread; never blocks. */
public final class Entries {
    private static final int LONGEST_REMEMBERED_ID = 256;

    private final Catalog catalog;
    private final Cache<EntryRef, Failure> missing;

    /** How often something was forgotten. */
    private final AtomicLong changes = new AtomicLong();

    public Entries(Catalog catalog, CacheConfig config) {
        this.catalog = catalog;
        missing = Caffeine.newBuilder()
                .maximumSize(config.maxFailures())
                .expireAfterWrite(config.lastingFailureTtl())
                .build();
    }

    /** The entry that is meant. Fails with a PictureException: NoSuchEntry, NoSuchWidget, or what the catalog ran into. */
    public Future<Entry> find(EntryRef ref) {
        Failure known = missing.getIfPresent(ref);
        long begun = changes.get();
        return known != null
                ? Future.failedFuture(new PictureException(known))
                : catalog.find(ref).compose(found -> found(ref, found, begun));
    }

    private Future<Entry> found(EntryRef ref, Optional<Entry> found, long begun) {
        if (found.isPresent()) {
            return Future.succeededFuture(found.get());
        }
        Failure failure =
                ref.by() == EntryRef.By.WIDGET ? new Failure.NoSuchWidget() : new Failure.NoSuchEntry(ref.id());
        if (ref.id().length() <= LONGEST_REMEMBERED_ID) {
            missing.put(ref, failure);
            if (begun != changes.get()) {
                // it may have been made since it was looked for, and forget() may have come too early
                missing.invalidate(ref);
            }
        }
        return Future.failedFuture(new PictureException(failure));
    }

    /** How many are remembered as missing, some perhaps expired. */
    public long missing() {
        return missing.estimatedSize();
    }

    /** Lets the next request for these entries or widgets look again. */
    public void forget(Collection<String> ids) {
        changes.incrementAndGet();
        Set<String> changed = Set.copyOf(ids);
        missing.asMap().keySet().removeIf(ref -> changed.contains(ref.id()));
    }

    /** Lets every next request look again. */
    public void forgetAll() {
        changes.incrementAndGet();
        missing.invalidateAll();
    }
}
