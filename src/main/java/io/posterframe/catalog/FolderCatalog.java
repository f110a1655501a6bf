package io.posterframe.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.posterframe.catalog.Entry.Kind;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Video and image files below a folder as entries. There is no index: an id is looked for when it is asked for, so a new
 * file is an entry at once. What was found or not found is remembered for a second, so that a storm of requests for one id
 * costs one search; at most 10,000 answers are remembered.
 */
public final class FolderCatalog implements Catalog {
    private static final Duration MEMORY = Duration.ofSeconds(1);
    private static final int REMEMBERED_ANSWERS = 10_000;
    private static final int REMEMBERED_SIZES = 1_000;

    /** A query without its partner, which means nothing here. */
    private record Question(String id, boolean frame, Poster poster) {}

    private final Vertx vertx;
    private final Path root;
    private final Cache<Question, Optional<Entry>> seen;

    /** What is stored for an entry, by its file: many boxes may be asked for of one. */
    private final Cache<EntryFile, List<SizedImage>> sizes;

    public FolderCatalog(Vertx vertx, Path root) {
        this(vertx, root, Ticker.systemTicker());
    }

    FolderCatalog(Vertx vertx, Path root, Ticker ticker) {
        this.vertx = vertx;
        this.root = root;
        this.seen = memory(REMEMBERED_ANSWERS, ticker);
        this.sizes = memory(REMEMBERED_SIZES, ticker);
    }

    private static <K, V> Cache<K, V> memory(int most, Ticker ticker) {
        return Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(MEMORY)
                .ticker(ticker)
                .build();
    }

    /** Fails with {@link Failure.NoSuchVersion} besides when the entry is an image without the version asked for. */
    @Override
    public Future<Optional<Entry>> find(EntryQuery query) {
        if (!Ids.acceptable(query.entryId())) {
            return Future.succeededFuture(Optional.empty());
        }
        Question question = new Question(query.entryId(), query.frame(), query.poster());
        Optional<Entry> known = seen.getIfPresent(question);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        // the cache lets others who ask the same wait for the first; a search that fails is not remembered
        return vertx.executeBlocking(() -> seen.get(question, this::search), false);
    }

    private Optional<Entry> search(Question question) {
        try {
            return FolderSearch.find(root, question.id).map(file -> choose(file, question));
        } catch (IOException | UncheckedIOException e) {
            throw new PictureException(new Failure.OriginFailed("the media folder can't be read: " + e, true));
        }
    }

    /** The medium that the picture is made of: the entry's own file, or an image that is stored for it. */
    private Entry choose(EntryFile own, Question question) {
        if (own.kind() == Kind.VIDEO && question.frame) {
            return entry(question, own.file(), Kind.VIDEO, 0);
        }
        Optional<Entry> stored = question.poster instanceof Poster.Nearest box
                ? nearest(own, question, box)
                : version(own, question, ((Poster.Version) question.poster).number());
        return stored.orElseGet(() -> entry(question, own.file(), own.kind(), 0));
    }

    /** Empty when nothing is stored. Which one is nearest may change, so the answer is no version in particular. */
    private Optional<Entry> nearest(EntryFile own, Question question, Poster.Nearest box) {
        return SizedImage.nearest(sizes.get(own, FolderCatalog::sizesOf), box)
                .map(SizedImage::file)
                .or(own::poster)
                .map(file -> entry(question, file, Kind.IMAGE, 0));
    }

    /** Empty when a new frame of the video has to do. */
    private static Optional<Entry> version(EntryFile own, Question question, int number) {
        Optional<Path> exact = number == 0 ? Optional.empty() : own.version(number);
        if (exact.isPresent()) {
            return exact.map(file -> entry(question, file, Kind.IMAGE, number));
        }
        if (number == 0 || number == Poster.Version.OR_CURRENT) {
            return own.poster().map(file -> entry(question, file, Kind.IMAGE, 0));
        }
        if (own.kind() == Kind.IMAGE) {
            throw new PictureException(new Failure.NoSuchVersion(number));
        }
        return Optional.empty();
    }

    private static List<SizedImage> sizesOf(EntryFile own) {
        List<SizedImage> images = new ArrayList<>();
        own.poster().flatMap(file -> SizedImage.of(file, 0)).ifPresent(images::add);
        try {
            for (int number : own.versions()) {
                own.version(number).flatMap(file -> SizedImage.of(file, number)).ifPresent(images::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(images);
    }

    private static Entry entry(Question question, Path file, Kind kind, int version) {
        return new Entry(question.id, file.toUri(), kind, version);
    }
}
