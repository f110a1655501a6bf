package io.posterframe.cache;

import io.posterframe.bucket.BucketConfig;
import io.posterframe.purge.Names;
import io.posterframe.purge.Purges;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One server's cache with a bucket under it, and what it counts. */
final class SharedPictures implements CacheMetrics, AutoCloseable {
    static final String VERSION = "size=1;mtime=2";
    static final Names FILM = new Names(List.of("entry-film", "partner-1"));

    final PictureCache cache;
    private final Map<SharedLookup, Integer> lookups = new EnumMap<>(SharedLookup.class);
    private final Map<SharedWrite, Integer> writes = new EnumMap<>(SharedWrite.class);

    SharedPictures(Vertx vertx, Path data, BucketConfig bucket, Samples.Clock clock) {
        this(vertx, data, bucket, Duration.ofSeconds(5), clock);
    }

    /** @param patience with lookups */
    SharedPictures(Vertx vertx, Path data, BucketConfig bucket, Duration patience, Samples.Clock clock) {
        SharedCacheConfig config = new SharedCacheConfig(
                hasty(bucket), 100_000, patience, 20, 10, 200_000, Duration.ofSeconds(10), Duration.ofDays(30));
        cache = new PictureCache(vertx, data, Samples.config(0), config, this, clock);
    }

    private static BucketConfig hasty(BucketConfig of) {
        return new BucketConfig(
                of.name(),
                of.endpoint(),
                of.region(),
                of.prefix(),
                of.accessKey(),
                of.secretKey(),
                of.pathStyle(),
                Duration.ofSeconds(4),
                Duration.ofMillis(500));
    }

    /** Made now, of the entry film. */
    static CachedPicture picture(String key, int length, Samples.Clock clock) {
        return picture(key, length, VERSION, clock, FILM);
    }

    static CachedPicture picture(String key, int length, String version, Samples.Clock clock, Names names) {
        CachedPicture any = Samples.picture(key, length);
        return new CachedPicture(
                key,
                any.contentType(),
                any.etag(),
                any.lastModifiedMillis(),
                clock.millis(),
                any.sourceId(),
                version,
                any.width(),
                any.height(),
                any.body(),
                0,
                names);
    }

    /** What the bucket has of the entry film and its current version. */
    @Nullable
    CachedPicture find(String key) {
        return find(key, VERSION, Purges.NEVER);
    }

    @Nullable
    CachedPicture find(String key, String version, long purgedAt) {
        return await(cache.findShared(key, FILM, version, purgedAt));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public synchronized void lookedUpShared(SharedLookup result, long nanos) {
        lookups.merge(result, 1, Integer::sum);
    }

    @Override
    public synchronized void sharedWrite(SharedWrite result) {
        writes.merge(result, 1, Integer::sum);
    }

    synchronized int lookups(SharedLookup result) {
        return lookups.getOrDefault(result, 0);
    }

    synchronized int writes(SharedWrite result) {
        return writes.getOrDefault(result, 0);
    }

    @Override
    public void close() {
        await(cache.close(Duration.ofSeconds(10)));
    }
}
