package io.posterframe.cache;

import io.posterframe.purge.Names;
import io.posterframe.purge.Purge;
import io.posterframe.purge.Purged;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that were made before, in memory over disk, and perhaps in a bucket that other servers share. Thread-safe; no method blocks, and futures call back on the
 * caller's context. It does not judge whether a picture is still fresh: the caller compares its source's validator.
 *
 * <p>A picture that is read from disk is kept in memory only if its key was neither put nor removed since the read began
 * ({@code changes} counts that, a counter for some keys together); else a slow read could bring back what a purge took
 * away. And the queue's pending tasks are looked at before the disk. So {@link #find} never gives what was removed before.
 * It may give an older picture than was put last if that could not be written to disk and then left memory; a
 * validator or a time tells.
 */
public final class PictureCache {
    private static final int DISK_READERS = 4;
    private static final int MAX_WAITING_READS = 1024;
    private static final int CHANGE_COUNTERS = 1024;
    private static final long PURGE_MILLIS = 10_000;
    private static final long SAVE_MILLIS = 600_000;
    private static final int MOST_LEFT = 1000;

    private final Vertx vertx;
    private final MemoryTier memory;
    private final DiskTier disk;
    private final WriteQueue writes;
    private final boolean diskOn;
    private final WorkerExecutor readers;
    private final @Nullable SharedTier shared;
    private final CacheMetrics metrics;
    private final Flights<Optional<CachedPicture>> reads = new Flights<>();
    private final Semaphore readPermits = new Semaphore(MAX_WAITING_READS);
    private final long indexTimer;

    /** Purges that wait until the files are known. */
    private final List<Runnable> left = new ArrayList<>();

    private final AtomicIntegerArray changes = new AtomicIntegerArray(CHANGE_COUNTERS);

    /** Without a bucket. */
    public PictureCache(Vertx vertx, Path data, CacheConfig config, CacheMetrics metrics) {
        this(vertx, data, config, metrics, InstantSource.system());
    }

    PictureCache(Vertx vertx, Path data, CacheConfig config, CacheMetrics metrics, InstantSource clock) {
        this(vertx, data, config, SharedCacheConfig.DEFAULTS, metrics, clock);
    }

    /** Starts at once; files of an earlier process are found from the first lookup on. {@code data} need not exist. */
    public PictureCache(
            Vertx vertx,
            Path data,
            CacheConfig config,
            SharedCacheConfig sharedConfig,
            CacheMetrics metrics,
            InstantSource clock) {
        this.vertx = vertx;
        this.metrics = metrics;
        memory = new MemoryTier(config, metrics);
        disk = new DiskTier(data.resolve("pictures"), config, clock, metrics);
        writes = new WriteQueue(disk, config, metrics);
        readers = vertx.createSharedWorkerExecutor("posterframe-disk-reader", DISK_READERS);
        diskOn = config.diskMaxBytes() > 0;
        if (diskOn) {
            // A picture that was hot in memory was not read from disk meanwhile, but it should not be the next to go.
            memory.onEviction(picture -> disk.used(picture.key()));
            Thread walk = new Thread(this::buildIndex, "posterframe-disk-walk");
            walk.setDaemon(true);
            walk.start();
        }
        writes.start();
        indexTimer = vertx.setPeriodic(SAVE_MILLIS, timer -> writes.run(disk::saveIndex));
        shared = sharedConfig.isOn() ? new SharedTier(vertx, sharedConfig, metrics, clock) : null;
    }

    /** The picture if it is in memory. */
    public @Nullable CachedPicture peek(String key) {
        return memory.get(key);
    }

    /**
     * The picture from the first tier that has it, or null. A large one from disk comes with a {@link FileRegion}, which
     * the caller closes. Never fails: a disk that can't be read has no pictures.
     */
    public Future<@Nullable Found> find(String key) {
        CachedPicture inMemory = memory.get(key);
        if (inMemory != null) {
            return Future.succeededFuture(new Found(inMemory, Tier.MEMORY));
        }
        WriteQueue.Pending pending = writes.pending(key);
        if (pending != null) {
            CachedPicture toBeWritten = pending.picture();
            return Future.succeededFuture(toBeWritten == null ? null : new Found(toBeWritten, Tier.MEMORY));
        }
        if (!diskOn || disk.surelyAbsent(key)) {
            return Future.succeededFuture(null);
        }
        Ticket<Optional<CachedPicture>> read = reads.join(key, () -> {
            // a read may have ended since the look into memory above
            CachedPicture landed = memory.get(key);
            return landed == null ? new Work<>(readInBackground(key), () -> {}) : Work.done(Optional.of(landed));
        });
        return read.future()
                .compose(picture -> {
                    if (read.joined() && picture.isPresent() && picture.get().body() instanceof FileRegion) {
                        // That open file is someone else's.
                        return readInBackground(key).map(PictureCache::fromDisk);
                    }
                    return Future.succeededFuture(fromDisk(picture));
                })
                .otherwise((Found) null);
    }

    private static @Nullable Found fromDisk(Optional<CachedPicture> picture) {
        return picture.isEmpty() ? null : new Found(picture.get(), Tier.DISK);
    }

    private Future<Optional<CachedPicture>> readInBackground(String key) {
        if (!readPermits.tryAcquire()) {
            metrics.readRefused();
            return Future.succeededFuture(Optional.empty());
        }
        int counter = counter(key);
        int changesBefore = changes.get(counter);
        return readers.executeBlocking(
                        () -> {
                            CachedPicture picture = disk.read(key);
                            if (picture != null && picture.body() instanceof Bytes) {
                                memory.promote(picture, () -> changes.get(counter) == changesBefore);
                            }
                            return Optional.ofNullable(picture);
                        },
                        false)
                .onComplete(done -> readPermits.release())
                .otherwise(Optional.empty());
    }

    /**
     * Keeps a picture in memory at once and on disk a little later.
     *
     * @throws IllegalArgumentException if its body is not in memory
     */
    public void put(CachedPicture picture) {
        if (!(picture.body() instanceof Bytes body)) {
            throw new IllegalArgumentException("only a picture with its bytes can be put");
        }
        changes.incrementAndGet(counter(picture.key()));
        memory.put(picture);
        if (diskOn && !picture.isLive()) {
            writes.write(picture, body);
        }
        reads.forget(picture.key());
    }

    /** Whether there is a bucket that other servers share. */
    public boolean isShared() {
        return shared != null;
    }

    /**
     * A picture in the bucket, made by any server. Null without a bucket, and when there is none of this key and version, it was purged, it is
     * too old, or it doesn't come in time. Never fails. Nothing is kept of it here: {@link #put} does that.
     *
     * @param names     of the picture, by one of which the bucket has it
     * @param validator version of its media
     * @param purgedAt  when it was last purged, by the clock here
     */
    public Future<@Nullable CachedPicture> findShared(String key, Names names, String validator, long purgedAt) {
        return shared == null ? Future.succeededFuture(null) : shared.find(key, names, validator, purgedAt);
    }

    /** Writes a picture that was just made to the bucket, if there is one, some time soon; one of a live stream or of no entry is not. */
    public void share(CachedPicture picture) {
        if (shared != null && !picture.isLive() && picture.body() instanceof Bytes body) {
            shared.put(picture, body);
        }
    }

    /**
     * Shares pictures only while this says yes: whoever does not hear of purges must not spread what was purged.
     *
     * @param upToDate whether all has been heeded that other servers told until ten seconds ago; any thread
     */
    public void shareWhile(BooleanSupplier upToDate) {
        if (shared != null) {
            shared.writeWhile(upToDate);
        }
    }

    /** Deletes from the bucket what it has of the entries that a hard purge names. One server does that for all. */
    public void removeShared(Purge purge) {
        if (shared != null) {
            shared.remove(purge);
        }
    }

    /** Bytes that wait to be written to the bucket. */
    public long bytesToShare() {
        return shared == null ? 0 : shared.bytesToWrite();
    }

    /**
     * Removes a picture from memory and disk; lookups miss it from now on. The future ends when its file is gone, and fails if
     * it could not be deleted.
     */
    public Future<Void> remove(String key) {
        changes.incrementAndGet(counter(key));
        Future<Void> fileGone = diskOn ? writes.remove(key) : Future.succeededFuture();
        memory.remove(key);
        reads.forget(key);
        return fileGone;
    }

    /**
     * Removes what a hard purge means and was made then or before, some at a time and on a thread of the cache's own. It finds
     * pictures by the names that they were put with, and files by their key, entry and account only; the caller has to see to it
     * that no others are shown.
     *
     * @return ends when it is known how many go; never fails
     */
    public Future<Purged> purge(Purge purge, long madeBy) {
        Promise<Purged> purged = CallerPromise.create();
        boolean runs = writes.run(() -> {
            try {
                purged.tryComplete(purgeNow(purge, madeBy));
            } finally {
                purged.tryComplete(Purged.NOTHING);
            }
        });
        // a disk that hangs holds the thread
        return runs
                ? purged.future().timeout(PURGE_MILLIS, TimeUnit.MILLISECONDS).otherwise(Purged.NOTHING)
                : Future.succeededFuture(Purged.NOTHING);
    }

    private Purged purgeNow(Purge purge, long madeBy) {
        Predicate<CachedPicture> meant =
                picture -> picture.renderedAtMillis() <= madeBy && purge.means(picture.names(), picture.key());
        writes.drop(meant);
        if (shared != null) {
            shared.drop(meant);
        }
        int inMemory = 0;
        for (String name : purge.names()) {
            inMemory += name.equals(Purge.ALL)
                    ? memory.removeAll(madeBy)
                    : memory.removeMadeBy(name, madeBy) + memory.removeNamed(name, madeBy);
        }
        metrics.purged(Tier.MEMORY, inMemory);
        if (!diskOn) {
            return new Purged(inMemory, 0);
        }
        DiskPurge files = new DiskPurge(disk, writes, metrics, purge, meant);
        files.run();
        return new Purged(inMemory, files.files());
    }

    /** As {@link #purge}, of what an earlier process may have left, when the files are known. */
    public void purgeLater(Purge purge, long madeBy) {
        synchronized (left) {
            if (!disk.indexComplete()) {
                if (left.size() < MOST_LEFT) {
                    left.add(() -> purge(purge, madeBy));
                }
                return;
            }
        }
        purge(purge, madeBy);
    }

    private void buildIndex() {
        disk.buildIndex();
        List<Runnable> waiting;
        synchronized (left) {
            waiting = List.copyOf(left);
            left.clear();
        }
        waiting.forEach(Runnable::run);
    }

    /** Counts as a use of the picture, for a caller that answers from a copy of its own. */
    public void touch(String key) {
        memory.touch(key);
    }

    /**
     * Calls the listener with each picture that leaves memory, evicted, replaced or removed, after it has left and on the
     * thread that caused it. Who keeps something by a picture must look with {@link #peek} once more after keeping it, as
     * the picture may have left just before.
     */
    public void onRemoval(Consumer<CachedPicture> listener) {
        memory.onRemoval(listener);
    }

    /** Bytes that a tier holds, in memory with what an entry costs besides, on disk in whole blocks. */
    public long bytes(Tier tier) {
        return tier == Tier.MEMORY ? memory.bytes() : disk.bytes();
    }

    /** Pictures that a tier holds, about. */
    public long entries(Tier tier) {
        return tier == Tier.MEMORY ? memory.entries() : disk.files();
    }

    /** Bytes that wait to be written to disk. */
    public long bytesToWrite() {
        return writes.bytes();
    }

    /** Whether the disk could be read and written at the last try. */
    public boolean diskWorks() {
        return disk.works();
    }

    /** Whether the files of an earlier process have all been counted, and are found by their tags. */
    public boolean indexComplete() {
        return disk.indexComplete();
    }

    /** Disk lookups under way. */
    int readsUnderWay() {
        return reads.size();
    }

    /** Takes no more for disk and bucket, and ends when what waits is written or, at the latest, when the time is over. */
    public Future<Void> close(Duration within) {
        vertx.cancelTimer(indexTimer);
        disk.close();
        Promise<Void> closed = CallerPromise.create();
        long timer = vertx.setTimer(Math.max(1, within.toMillis()), late -> closed.tryComplete());
        Future<Void> toShare = shared == null ? Future.succeededFuture() : shared.close(within);
        Future.join(writes.close(within), toShare).onComplete(drained -> closed.tryComplete());
        return closed.future().eventually(() -> {
            vertx.cancelTimer(timer);
            return readers.close();
        });
    }

    private static int counter(String key) {
        return (key.hashCode() & Integer.MAX_VALUE) % CHANGE_COUNTERS;
    }
}
