package io.posterframe.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was looked up, so that a hit asks nobody and many who ask the same at once ask once. What is a little
 * old is answered while it is looked up anew; what is older is answered only when looking fails. A failure is never
 * remembered. Safe on every thread; never blocks.
 *
 * <p>Caffeine's own refresh would answer something of any age that had not been asked for in between, so ages are looked
 * at here.
 */
public final class LookupCache<V> {
    /**
     * @param at  when it was seen
     * @param due when it should be looked up anew
     */
    private record Known<V>(Optional<V> value, long at, long due) {}

    private final LookupConfig config;
    private final Ticker ticker;
    private final Function<String, Future<Optional<V>>> ask;
    private final Cache<String, Known<V>> known;

    /** Under way. A lookup that is not in here any more when it ends began before a write: its answer is not kept. */
    private final ConcurrentMap<String, Future<Optional<V>>> open = new ConcurrentHashMap<>();

    /** @param ask looks a key up; has a bound of its own on how much it does at once */
    public LookupCache(LookupConfig config, Ticker ticker, Function<String, Future<Optional<V>>> ask) {
        this.config = config;
        this.ticker = ticker;
        this.ask = ask;
        known = Caffeine.newBuilder()
                .maximumSize(config.maxEntries())
                .expireAfterWrite(config.staleIfError().plus(config.freshFor()).plus(config.unknownFor()))
                .ticker(ticker)
                .build();
    }

    /** On the caller's context; fails as the lookup does. */
    public Future<Optional<V>> find(String key) {
        Known<V> last = known.getIfPresent(key);
        long now = ticker.read();
        if (last != null && now - last.due < 0) {
            return Future.succeededFuture(last.value);
        }
        Future<Optional<V>> next = lookUp(key, last);
        if (last == null || last.value.isEmpty()) {
            return here(next);
        }
        if (now - last.due < config.freshFor().toNanos()) {
            return Future.succeededFuture(last.value);
        }
        boolean servable = now - last.at < config.staleIfError().toNanos();
        return here(next)
                .recover(problem -> servable ? Future.succeededFuture(last.value) : Future.failedFuture(problem));
    }

    private Future<Optional<V>> lookUp(String key, @Nullable Known<V> last) {
        Promise<Optional<V>> promise = Promise.promise();
        Future<Optional<V>> mine = promise.future();
        Future<Optional<V>> others = open.putIfAbsent(key, mine);
        if (others != null) {
            return others;
        }
        // a lookup that can't even begin has to end like one that fails, or all who ask the same would wait for ever
        Future.succeededFuture(key).compose(ask).onComplete(answer -> {
            // in one step with a write's removal
            open.computeIfPresent(key, (same, current) -> {
                if (current != mine) {
                    return current;
                }
                if (answer.succeeded()) {
                    remember(key, answer.result());
                } else if (last != null) {
                    postpone(key, last);
                }
                return null;
            });
            promise.handle(answer);
        });
        return mine;
    }

    private void remember(String key, Optional<V> value) {
        long now = ticker.read();
        long fresh = (value.isPresent() ? config.freshFor() : config.unknownFor()).toNanos();
        known.put(key, new Known<>(value, now, now + fresh));
    }

    /** While lookups fail not each request shall wait for one. */
    private void postpone(String key, Known<V> last) {
        long now = ticker.read();
        if (last.value.isPresent() && now - last.at < config.staleIfError().toNanos()) {
            long end = last.at + config.staleIfError().toNanos();
            long next = now + config.freshFor().toNanos();
            known.put(key, new Known<>(last.value, last.at, next - end < 0 ? next : end));
        }
    }

    /** Looks these up anew when they are next asked for. To be called after a write. */
    public void invalidate(Collection<String> keys) {
        keys.forEach(key -> open.compute(key, (same, current) -> {
            known.invalidate(key);
            return null;
        }));
    }

    /** Looks everything up anew. */
    public void invalidateAll() {
        open.keySet().forEach(open::remove);
        known.invalidateAll();
    }

    /** Many wait for one lookup, so it may end on another event loop than the caller's. */
    private static <T> Future<T> here(Future<T> anywhere) {
        Context context = Vertx.currentContext();
        if (context == null || anywhere.isComplete()) {
            return anywhere;
        }
        Promise<T> promise = Promise.promise();
        anywhere.onComplete(answer -> context.runOnContext(back -> promise.handle(answer)));
        return promise.future();
    }
}
