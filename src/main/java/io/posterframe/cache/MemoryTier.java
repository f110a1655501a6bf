package io.posterframe.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pictures in direct memory, weighed by their bytes, kept by how often and how lately they are asked for (W-TinyLFU).
 * Thread-safe and never blocking; listeners run on the thread that caused the removal.
 */
final class MemoryTier {
    /**
     * The heap that an entry takes besides its texts: the maps' nodes, the buffers and their cleaner, the record, and the
     * answer that {@code http} keeps ready as long as the picture is here, measured at 1.9 KB. It is counted so that the
     * tier's bound also bounds the heap when there are very many very small pictures.
     */
    private static final int ENTRY_BYTES = 2048;

    /** What a row of the names takes besides its text. */
    private static final int ROW_BYTES = 96;

    private static final char END = '\0';

    private final Cache<String, CachedPicture> pictures;

    /** A row {@code name NUL key} for each name of each picture. */
    private final ConcurrentSkipListSet<String> names = new ConcurrentSkipListSet<>();

    private final long maxPictureBytes;
    private final List<Consumer<CachedPicture>> removalListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<CachedPicture>> evictionListeners = new CopyOnWriteArrayList<>();

    MemoryTier(CacheConfig config, CacheMetrics metrics) {
        maxPictureBytes = config.maxPictureBytes();
        pictures = Caffeine.newBuilder()
                .maximumWeight(config.memoryMaxBytes())
                .weigher((String key, CachedPicture picture) -> weight(picture))
                // Upkeep is a few microseconds, and done by the caller it leaves nothing to wait for.
                .executor(Runnable::run)
                .removalListener((@Nullable String key, @Nullable CachedPicture picture, RemovalCause cause) -> {
                    if (picture != null) {
                        forgetNames(picture);
                        if (cause.wasEvicted()) {
                            metrics.evicted(Tier.MEMORY);
                            evictionListeners.forEach(listener -> listener.accept(picture));
                        }
                        removalListeners.forEach(listener -> listener.accept(picture));
                    }
                })
                .build();
    }

    @Nullable
    CachedPicture get(String key) {
        return pictures.getIfPresent(key);
    }

    /** Keeps the picture in place of an earlier one; one that is too large only removes the earlier one. */
    void put(CachedPicture picture) {
        if (picture.length() > maxPictureBytes) {
            pictures.invalidate(picture.key());
        } else {
            pictures.put(picture.key(), picture);
            noteNames(picture);
        }
    }

    /**
     * Keeps a picture that was read from disk, unless one is there already or {@code stillValid} says no. The question is
     * asked in the same atomic step, so a removal that turns it to no first and then removes can't be outrun.
     */
    void promote(CachedPicture picture, BooleanSupplier stillValid) {
        if (picture.length() <= maxPictureBytes) {
            CachedPicture kept =
                    pictures.asMap().computeIfAbsent(picture.key(), key -> stillValid.getAsBoolean() ? picture : null);
            if (kept == picture) {
                noteNames(picture);
            }
        }
    }

    /** After the picture is in: when it has left again meanwhile, its names go too. */
    private void noteNames(CachedPicture picture) {
        picture.names().all().forEach(name -> names.add(name + END + picture.key()));
        if (pictures.policy().getIfPresentQuietly(picture.key()) != picture) {
            forgetNames(picture);
        }
    }

    /** Those of a picture that has left, but for those that its successor has too. */
    private void forgetNames(CachedPicture picture) {
        CachedPicture successor = pictures.policy().getIfPresentQuietly(picture.key());
        List<String> stay = successor == null ? List.of() : successor.names().all();
        for (String name : picture.names().all()) {
            if (!stay.contains(name)) {
                names.remove(name + END + picture.key());
            }
        }
    }

    /**
     * Removes the pictures of a name that were made then or before; where the name is a path, also those below it.
     *
     * @return how many
     */
    int removeNamed(String name, long madeBy) {
        int removed = remove(names.subSet(name + END, name + (char) (END + 1)), madeBy);
        return name.startsWith("/")
                ? removed + remove(names.subSet(name + '/', name + (char) ('/' + 1)), madeBy)
                : removed;
    }

    private int remove(SortedSet<String> rows, long madeBy) {
        int removed = 0;
        for (String row : rows) {
            removed += removeMadeBy(row.substring(row.lastIndexOf(END) + 1), madeBy);
        }
        return removed;
    }

    /** Removes all pictures that were made then or before; says how many. */
    int removeAll(long madeBy) {
        return pictures.asMap().keySet().stream()
                .mapToInt(key -> removeMadeBy(key, madeBy))
                .sum();
    }

    /** Removes a picture if it was made then or before; says how many that are. */
    int removeMadeBy(String key, long madeBy) {
        CachedPicture known = pictures.policy().getIfPresentQuietly(key);
        return known != null
                        && known.renderedAtMillis() <= madeBy
                        && pictures.asMap().remove(key, known)
                ? 1
                : 0;
    }

    /** How many rows the index of names has. */
    int namesKept() {
        return names.size();
    }

    void remove(String key) {
        pictures.invalidate(key);
    }

    /** Counts as a use of the picture, for a caller that answers from a copy of its own. */
    void touch(String key) {
        var unused = pictures.getIfPresent(key);
    }

    /** Called for each picture that leaves, evicted, replaced or removed, after it has left. */
    void onRemoval(Consumer<CachedPicture> listener) {
        removalListeners.add(listener);
    }

    /** Called for each picture that leaves because the tier is full. */
    void onEviction(Consumer<CachedPicture> listener) {
        evictionListeners.add(listener);
    }

    long bytes() {
        return pictures.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }

    long entries() {
        return pictures.estimatedSize();
    }

    private static int weight(CachedPicture picture) {
        long texts = (long) picture.key().length()
                + picture.etag().length()
                + picture.sourceId().length()
                + picture.sourceValidator().length();
        long rows = 0;
        for (String name : picture.names().all()) {
            rows += ROW_BYTES + name.length() + picture.key().length();
        }
        return (int) Math.min(Integer.MAX_VALUE, ENTRY_BYTES + texts + rows + picture.length());
    }
}
