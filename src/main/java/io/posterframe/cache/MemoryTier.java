package io.posterframe.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.List;
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
     * answer that {@code http} keeps ready as long as the picture is here. Measured at 1.9 KB. It is counted so that the
     * tier's bound also bounds the heap when there are very many very small pictures.
     */
    private static final int ENTRY_BYTES = 2048;

    private final Cache<String, CachedPicture> pictures;
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
        }
    }

    /**
     * Keeps a picture that was read from disk, unless one is there already or {@code stillValid} says no. The question is
     * asked in the same atomic step, so a removal that turns it to no first and then removes can't be outrun.
     */
    void promote(CachedPicture picture, BooleanSupplier stillValid) {
        if (picture.length() <= maxPictureBytes) {
            var unused =
                    pictures.asMap().computeIfAbsent(picture.key(), key -> stillValid.getAsBoolean() ? picture : null);
        }
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
        return (int) Math.min(Integer.MAX_VALUE, ENTRY_BYTES + texts + picture.length());
    }
}
