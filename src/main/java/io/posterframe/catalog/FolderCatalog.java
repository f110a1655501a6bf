package io.posterframe.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Video files below a folder as entries. There is no index: an id is looked for when it is asked for, so a new file is
 * an entry at once. What was found or not found is remembered for a second, so that a storm of requests for one id costs
 * one search; at most 10,000 ids are remembered.
 */
public final class FolderCatalog implements Catalog {
    private static final Duration MEMORY = Duration.ofSeconds(1);
    private static final int REMEMBERED_IDS = 10_000;

    private final Vertx vertx;
    private final Path root;
    private final Cache<String, Optional<Entry>> seen;

    public FolderCatalog(Vertx vertx, Path root) {
        this(vertx, root, Ticker.systemTicker());
    }

    FolderCatalog(Vertx vertx, Path root, Ticker ticker) {
        this.vertx = vertx;
        this.root = root;
        this.seen = Caffeine.newBuilder()
                .maximumSize(REMEMBERED_IDS)
                .expireAfterWrite(MEMORY)
                .ticker(ticker)
                .build();
    }

    @Override
    public Future<Optional<Entry>> find(EntryQuery query) {
        String id = query.entryId();
        if (!Ids.acceptable(id)) {
            return Future.succeededFuture(Optional.empty());
        }
        Optional<Entry> known = seen.getIfPresent(id);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        // the cache lets others who ask for the same id wait for the first; a search that fails is not remembered
        return vertx.executeBlocking(() -> seen.get(id, this::search), false);
    }

    private Optional<Entry> search(String id) {
        try {
            return FolderSearch.find(root, id).map(file -> new Entry(id, file.toUri()));
        } catch (IOException e) {
            throw new PictureException(new Failure.OriginFailed("the media folder can't be read: " + e, true));
        }
    }
}
