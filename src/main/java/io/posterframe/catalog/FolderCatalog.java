package io.posterframe.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.posterframe.catalog.Medium.Kind;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Video and image files below a folder as entries. There is no index: an id is looked for when it is asked for, so a new
 * file is an entry at once. What was found or not found is remembered for a second, so that a storm of requests for one id
 * costs one search; at most 10,000 answers are remembered. There are no flavors to choose from, so a flavor id is ignored.
 */
public final class FolderCatalog implements Catalog {
    private static final Duration MEMORY = Duration.ofSeconds(1);
    private static final int REMEMBERED_ANSWERS = 10_000;
    private static final int REMEMBERED_SIZES = 1_000;

    /** What decides over the medium of an entry. */
    private record Question(String id, boolean frame, Poster poster) {}

    private final Vertx vertx;
    private final Path root;
    private final Cache<String, Optional<EntryFile>> files;

    /** Ended futures, so that a version that is missing is remembered too. */
    private final Cache<Question, Future<Medium>> media;

    /** What is stored for an entry, by its file: many boxes may be asked for of one. */
    private final Cache<EntryFile, List<SizedImage>> sizes;

    public FolderCatalog(Vertx vertx, Path root) {
        this(vertx, root, Ticker.systemTicker());
    }

    FolderCatalog(Vertx vertx, Path root, Ticker ticker) {
        this.vertx = vertx;
        this.root = root;
        this.files = memory(REMEMBERED_ANSWERS, ticker);
        this.media = memory(REMEMBERED_ANSWERS, ticker);
        this.sizes = memory(REMEMBERED_SIZES, ticker);
    }

    private static <K, V> Cache<K, V> memory(int most, Ticker ticker) {
        return Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(MEMORY)
                .ticker(ticker)
                .build();
    }

    @Override
    public Future<Optional<Entry>> find(EntryRef ref) {
        String id = ref.id();
        if (ref.by() != EntryRef.By.ENTRY || !Ids.acceptable(id)) {
            return Future.succeededFuture(Optional.empty());
        }
        Optional<EntryFile> known = files.getIfPresent(id);
        // the cache lets others who ask the same wait for the first; a search that fails is not remembered
        Future<Optional<EntryFile>> found = known != null
                ? Future.succeededFuture(known)
                : vertx.executeBlocking(() -> files.get(id, this::search), false);
        return found.map(file -> file.map(own -> new FolderEntry(id, own)));
    }

    /** A moment later, since a search that is under way is waited for. */
    @Override
    public void forget(Collection<String> ids) {
        Set<String> gone = Set.copyOf(ids);
        soon(() -> {
            files.invalidateAll(gone);
            media.asMap().keySet().removeIf(question -> gone.contains(question.id));
            sizes.invalidateAll();
        });
    }

    /** As {@link #forget}. */
    @Override
    public void forgetAll() {
        soon(() -> {
            files.invalidateAll();
            media.invalidateAll();
            sizes.invalidateAll();
        });
    }

    private void soon(Runnable forgetting) {
        vertx.executeBlocking(
                () -> {
                    forgetting.run();
                    return null;
                },
                false);
    }

    private Optional<EntryFile> search(String id) {
        try {
            return FolderSearch.find(root, id);
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    private static PictureException unreadable(Exception problem) {
        return new PictureException(new Failure.OriginFailed("the media folder can't be read: " + problem, true));
    }

    /** Its media are the entry's own file, and the images that are stored for it. */
    private final class FolderEntry implements Entry {
        private final String id;
        private final EntryFile own;

        FolderEntry(String id, EntryFile own) {
            this.id = id;
            this.own = own;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Policy policy() {
            return Policy.NONE;
        }

        /** Fails with NoSuchVersion when the entry is an image without the version asked for. */
        @Override
        public Future<Medium> medium(MediaQuery query) {
            if (own.kind() == Kind.VIDEO && query.frame()) {
                return Future.succeededFuture(medium(own.file(), Kind.VIDEO, 0));
            }
            Question question = new Question(id, query.frame(), query.poster());
            Future<Medium> known = media.getIfPresent(question);
            return known != null
                    ? known
                    : vertx.executeBlocking(() -> media.get(question, this::choose), false)
                            .compose(chosen -> chosen);
        }

        private Future<Medium> choose(Question question) {
            try {
                Optional<Medium> stored = question.poster instanceof Poster.Nearest box
                        ? nearest(box)
                        : version(((Poster.Version) question.poster).number());
                return Future.succeededFuture(stored.orElseGet(() -> medium(own.file(), own.kind(), 0)));
            } catch (PictureException noSuchVersion) {
                return Future.failedFuture(noSuchVersion);
            } catch (UncheckedIOException e) {
                throw unreadable(e);
            }
        }

        /** Empty when nothing is stored. Which one is nearest may change, so the answer is no version in particular. */
        private Optional<Medium> nearest(Poster.Nearest box) {
            return SizedImage.nearest(sizes.get(own, FolderCatalog::sizesOf), box)
                    .map(SizedImage::file)
                    .or(own::poster)
                    .map(file -> medium(file, Kind.IMAGE, 0));
        }

        /** Empty when a new frame of the video has to do. */
        private Optional<Medium> version(int number) {
            Optional<Path> exact = number == 0 ? Optional.empty() : own.version(number);
            if (exact.isPresent()) {
                return exact.map(file -> medium(file, Kind.IMAGE, number));
            }
            if (number == 0 || number == Poster.Version.OR_CURRENT) {
                return own.poster().map(file -> medium(file, Kind.IMAGE, 0));
            }
            if (own.kind() == Kind.IMAGE) {
                throw new PictureException(new Failure.NoSuchVersion(number));
            }
            return Optional.empty();
        }

        private Medium medium(Path file, Kind kind, int version) {
            return new Medium(id, file.toUri(), kind, version, Medium.SERVERS_OFFSET);
        }
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
}
