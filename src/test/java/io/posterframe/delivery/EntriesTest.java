package io.posterframe.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.cache.CacheConfig;
import io.posterframe.catalog.Entry;
import io.posterframe.catalog.EntryRef;
import io.posterframe.picture.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EntriesTest {
    private static final EntryRef REF = EntryRef.entry("1", "clip");

    private final AtomicInteger asked = new AtomicInteger();
    private final Entries entries = new Entries(
            ref -> {
                asked.incrementAndGet();
                return Future.succeededFuture(Optional.empty());
            },
            CacheConfig.DEFAULTS);

    @Test
    void remembersForAWhileThatThereIsNoSuchEntry() {
        assertInstanceOf(Failure.NoSuchEntry.class, failure(REF));
        assertInstanceOf(Failure.NoSuchEntry.class, failure(REF));
        assertEquals(1, asked.get());
    }

    @Test
    void anUnknownWidgetIsAFailureOfItsOwn() {
        assertInstanceOf(Failure.NoSuchWidget.class, failure(EntryRef.widget("1", "clip")));
        assertInstanceOf(Failure.NoSuchEntry.class, failure(REF));
    }

    @Test
    void looksAgainForWhatWasChanged() {
        failure(REF);
        entries.forget(List.of("another"));
        failure(REF);
        assertEquals(1, asked.get());
        entries.forget(List.of("clip"));
        failure(REF);
        assertEquals(2, asked.get());
        entries.forgetAll();
        failure(REF);
        assertEquals(3, asked.get());
    }

    @Test
    void keepsNothingOfALookupThatBeganBeforeAChange() {
        Promise<Optional<Entry>> slow = Promise.promise();
        Entries waiting = new Entries(
                ref -> asked.incrementAndGet() == 1 ? slow.future() : Future.succeededFuture(Optional.empty()),
                CacheConfig.DEFAULTS);
        Future<Entry> first = waiting.find(REF);
        waiting.forget(List.of("clip"));
        slow.complete(Optional.empty());
        assertTrue(first.failed());
        waiting.find(REF);
        assertEquals(2, asked.get());
    }

    @Test
    void remembersNoLongIds() {
        EntryRef longOne = EntryRef.entry("1", "x".repeat(257));
        failure(longOne);
        failure(longOne);
        assertEquals(2, asked.get());
    }

    private Failure failure(EntryRef ref) {
        return Delivery.failureOf(entries.find(ref).cause());
    }
}
