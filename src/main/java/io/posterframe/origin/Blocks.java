package io.posterframe.origin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The blocks of all remote sources, bounded in bytes. Thread-safe.
 *
 * <p>Joined reads: a block enters the cache before it is asked for, and who finds it there waits for it, so that two
 * readers never ask for the same block. Its weight is its length from the start. (A Caffeine AsyncCache weighs nothing
 * until a value is there, and logs each failed one.) A block that failed leaves the cache before anybody hears of it.
 */
final class Blocks {
    private static final int OVERHEAD_BYTES = 200;

    private final Cache<Block.Key, Block> cache;
    private final int blockBytes;
    private final OriginMetrics metrics;

    Blocks(long capacityBytes, int blockBytes, OriginMetrics metrics) {
        this.blockBytes = blockBytes;
        this.metrics = metrics;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(capacityBytes)
                .weigher((Block.Key key, Block block) -> block.length() + OVERHEAD_BYTES)
                .build();
    }

    int blockBytes() {
        return blockBytes;
    }

    /**
     * The blocks {@code first} to {@code last}. Each run of them that isn't here or under way is given to {@code fetch} at
     * once; the run that {@code last} belongs to goes on to {@code lastAhead} or to the next block that is here.
     */
    List<Block> find(MediaSource source, long first, long last, long lastAhead, Consumer<List<Block>> fetch) {
        List<Block> found = new ArrayList<>();
        List<List<Block>> runs = new ArrayList<>();
        synchronized (source) { // or two who want the same run would each get pieces of it
            plan(source, first, last, lastAhead, found, runs);
        }
        runs.forEach(fetch);
        return found;
    }

    private void plan(
            MediaSource source, long first, long last, long lastAhead, List<Block> found, List<List<Block>> runs) {
        boolean running = false;
        for (long index = first; index <= last || running && index <= lastAhead; index++) {
            Block block = block(source, index);
            Block present = cache.getIfPresent(block.key());
            if (present == null) {
                present = cache.asMap().putIfAbsent(block.key(), block);
            }
            if (present != null) {
                running = false;
            } else {
                if (!running) {
                    runs.add(new ArrayList<>());
                }
                runs.get(runs.size() - 1).add(block);
                running = true;
            }
            if (index <= last) {
                found.add(present != null ? present : block);
                count(present != null);
            }
        }
    }

    /** Keeps the whole blocks of bytes that were read from the start of a source. */
    void keepStart(MediaSource source, Buffer start) {
        for (long index = 0; index * blockBytes < start.length(); index++) {
            Block block = block(source, index);
            int from = (int) index * blockBytes;
            if (from + block.length() <= start.length()) {
                block.bytes().complete(start.getBytes(from, from + block.length()));
                cache.asMap().putIfAbsent(block.key(), block);
            }
        }
    }

    /** Lets the blocks of all versions of a source be read anew. Looks at all that there are. */
    void forget(String sourceId) {
        cache.asMap().keySet().removeIf(key -> key.sourceId().equals(sourceId));
    }

    /** Ends the wait for blocks that will not come; those that are complete stay. */
    void fail(List<Block> blocks, Throwable problem) {
        for (Block block : blocks) {
            if (!block.bytes().isDone()) {
                cache.asMap().remove(block.key(), block);
                block.bytes().completeExceptionally(problem);
            }
        }
    }

    private Block block(MediaSource source, long index) {
        long length = Math.min(blockBytes, source.version().size() - index * blockBytes);
        return new Block(new Block.Key(source.id(), source.version(), index), (int) length, new CompletableFuture<>());
    }

    private void count(boolean hit) {
        if (hit) {
            metrics.blockCacheHit();
        } else {
            metrics.blockCacheMiss();
        }
    }
}
