package io.posterframe.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookupCacheTest {
    private final List<Promise<Optional<String>>> asked = new ArrayList<>();
    private long nanos;
    private final LookupCache<String> cache = new LookupCache<>(
            new LookupConfig(100, Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofMinutes(1)),
            () -> nanos,
            key -> {
                asked.add(Promise.promise());
                return asked.get(asked.size() - 1).future();
            });

    @Test
    void manyWhoAskAtOnceMakeOneLookup() {
        Future<Optional<String>> first = cache.find("a");
        Future<Optional<String>> second = cache.find("a");
        assertEquals(1, asked.size());
        answer("x");
        assertEquals(Optional.of("x"), first.result());
        assertEquals(Optional.of("x"), second.result());
        assertEquals(Optional.of("x"), cache.find("a").result());
        assertEquals(1, asked.size());
    }

    @Test
    void whatIsALittleOldIsAnsweredWhileItIsLookedUpAnew() {
        cache.find("a");
        answer("x");
        pass(11);
        assertEquals(Optional.of("x"), cache.find("a").result());
        assertEquals(2, asked.size());
        answer("y");
        assertEquals(Optional.of("y"), cache.find("a").result());
    }

    @Test
    void whatIsOldIsAnsweredOnlyWhenTheLookupFails() {
        cache.find("a");
        answer("x");
        pass(21);
        Future<Optional<String>> old = cache.find("a");
        assertFalse(old.isComplete());
        fail();
        assertEquals(Optional.of("x"), old.result());
        // and the next does not wait
        assertEquals(Optional.of("x"), cache.find("a").result());
        assertEquals(2, asked.size());
        pass(50);
        Future<Optional<String>> tooOld = cache.find("a");
        fail();
        assertTrue(tooOld.failed());
    }

    @Test
    void aFailureIsNotRemembered() {
        Future<Optional<String>> failed = cache.find("a");
        fail();
        assertTrue(failed.failed());
        Future<Optional<String>> again = cache.find("a");
        answer("x");
        assertEquals(Optional.of("x"), again.result());
    }

    @Test
    void whatThereIsNotIsRememberedShortlyAndNeverServedStale() {
        cache.find("a");
        asked.get(0).complete(Optional.empty());
        assertEquals(Optional.empty(), cache.find("a").result());
        pass(3);
        Future<Optional<String>> again = cache.find("a");
        fail();
        assertTrue(again.failed());
    }

    @Test
    void whatWasWrittenIsLookedUpAnew() {
        cache.find("a");
        answer("x");
        cache.invalidate(List.of("a"));
        assertFalse(cache.find("a").isComplete());
        answer("y");
        cache.invalidateAll();
        assertFalse(cache.find("a").isComplete());
    }

    @Test
    void aLookupThatBeganBeforeAWriteIsNotRemembered() {
        for (Runnable write : List.<Runnable>of(() -> cache.invalidate(List.of("a")), cache::invalidateAll)) {
            asked.clear();
            Future<Optional<String>> before = cache.find("a");
            write.run();
            Future<Optional<String>> after = cache.find("a");
            asked.get(0).complete(Optional.of("old"));
            assertEquals(Optional.of("old"), before.result());
            assertFalse(after.isComplete());
            asked.get(1).complete(Optional.of("new"));
            assertEquals(Optional.of("new"), after.result());
            assertEquals(Optional.of("new"), cache.find("a").result());
            cache.invalidateAll();
        }
    }

    private void pass(long seconds) {
        nanos += Duration.ofSeconds(seconds).toNanos();
    }

    private void answer(String value) {
        asked.get(asked.size() - 1).complete(Optional.of(value));
    }

    private void fail() {
        asked.get(asked.size() - 1).fail("the database is away");
    }
}
