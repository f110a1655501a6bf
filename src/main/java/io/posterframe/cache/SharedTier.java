package io.posterframe.cache;

import io.posterframe.bucket.Bucket;
import io.posterframe.picture.ImageFormat;
import io.posterframe.purge.Names;
import io.posterframe.purge.Purge;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pictures in a bucket that several servers share, each an object of the form of a {@link PictureFile}. Thread-safe; no
 * method blocks, and none fails: a bucket that is away or slow has no pictures, and after some failures is left alone.
 *
 * <p>Why an old picture can't come back from here. What a lookup gives was made {@value #MARGIN_MILLIS} ms or more after the
 * picture was last purged as this server knows it, by the maker's clock. The maker had heard of the purge by then: it gives
 * nothing to be written ({@code mayWrite}) unless it has heeded all that was told until ten seconds ago. Clocks differ by some seconds at most, and all of it together is less than the margin. A picture that seems to
 * come from the future was made by a clock that can't be trusted, and is not used. And what is given is dated no later than
 * this server's own clock, so that a purge that comes later means it, too.
 */
final class SharedTier {
    static final long MARGIN_MILLIS = 30_000;

    private static final int READERS = 8;
    private static final int TOLERATED = 2;
    private static final Pattern ETAG = Pattern.compile("\"[\\x21\\x23-\\x7e]*\"");

    private final SharedCacheConfig config;
    private final InstantSource clock;
    private final CacheMetrics metrics;
    private final Bucket hasty;
    private final Bucket patient;
    private final WorkerExecutor readers;
    private final Semaphore permits;
    private final AtomicLong bytesComing = new AtomicLong();
    private final Availability reading;
    private final ShareQueue writes;
    private final SharedPurge removals;

    /** Asks the bucket nothing yet. */
    SharedTier(Vertx vertx, SharedCacheConfig config, CacheMetrics metrics, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        String place = config.bucket().place();
        hasty = Bucket.hasty(config.bucket(), config.lookupTimeout());
        patient = new Bucket(config.bucket());
        readers = vertx.createSharedWorkerExecutor("posterframe-bucket-reader", READERS);
        permits = new Semaphore(config.maxLookups());
        reading = new Availability("reading the shared cache " + place, config.retry(), TOLERATED, clock);
        Availability writing = new Availability("writing the shared cache " + place, config.retry(), TOLERATED, clock);
        writes = new ShareQueue(vertx, patient, config, writing, metrics);
        removals = new SharedPurge(vertx, patient, config.bucket().prefix());
    }

    /** Takes pictures to be written only while this says yes; any thread. */
    void writeWhile(BooleanSupplier mayWrite) {
        writes.onlyWhile(mayWrite);
    }

    /** What came of a lookup, and the picture of a hit. */
    private record Looked(SharedLookup result, @Nullable CachedPicture picture) {
        Looked(SharedLookup result) {
            this(result, null);
        }
    }

    /** A picture that is looked for; see {@link PictureCache#findShared}. */
    private record Sought(String key, String object, String validator, long purgedAt) {}

    Future<@Nullable CachedPicture> find(String key, Names names, String validator, long purgedAt) {
        String object = SharedNames.of(config.bucket().prefix(), key, names);
        if (object == null) {
            return Future.succeededFuture(null);
        }
        if (!permits.tryAcquire()) {
            metrics.lookedUpShared(SharedLookup.REFUSED, 0);
            return Future.succeededFuture(null);
        }
        if (!reading.mayTry()) {
            permits.release();
            metrics.lookedUpShared(SharedLookup.OFF, 0);
            return Future.succeededFuture(null);
        }
        Sought sought = new Sought(key, object, validator, purgedAt);
        long begun = System.nanoTime();
        long latest = begun + config.lookupTimeout().toNanos();
        return readers.executeBlocking(() -> look(sought, latest), false)
                .onComplete(done -> permits.release())
                .timeout(config.lookupTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(this::failed)
                .map(looked -> {
                    metrics.lookedUpShared(looked.result(), System.nanoTime() - begun);
                    return looked.picture();
                });
    }

    private Looked failed(Throwable cause) {
        boolean late = cause instanceof TimeoutException;
        reading.failed(
                late
                        ? new IOException("no answer in shared-cache.lookup-timeout")
                        : cause instanceof IOException known ? known : new IOException(cause));
        return new Looked(late ? SharedLookup.TIMED_OUT : SharedLookup.FAILED);
    }

    /** Blocks. */
    private Looked look(Sought sought, long latest) throws IOException, TimeoutException {
        if (System.nanoTime() - latest >= 0) {
            throw new TimeoutException();
        }
        Looked[] judged = {new Looked(SharedLookup.FAILED)};
        try {
            hasty.read(sought.object(), (length, in) -> {
                judged[0] = read(sought, length, in);
                return judged[0].picture();
            });
        } catch (NoSuchFileException e) {
            judged[0] = new Looked(SharedLookup.MISS);
        }
        reading.worked();
        return judged[0];
    }

    private Looked read(Sought sought, long length, InputStream in) throws IOException {
        if (length > config.maxPictureBytes() + PictureFile.MAX_HEADER_BYTES) {
            return new Looked(SharedLookup.DAMAGED);
        }
        try {
            PictureFile file = PictureFile.read(in, length);
            CachedPicture picture = file.picture();
            if (!picture.key().equals(sought.key()) || !isDecent(picture)) {
                return new Looked(SharedLookup.DAMAGED);
            }
            if (!isWanted(picture, sought)) {
                return new Looked(SharedLookup.OUTDATED);
            }
            return body(file, in);
        } catch (BadFileException e) {
            return new Looked(SharedLookup.DAMAGED);
        }
    }

    /** Others may write to the bucket; what they write there must not be more than a wrong picture. */
    private static boolean isDecent(CachedPicture picture) {
        return ETAG.matcher(picture.etag()).matches()
                && Stream.of(ImageFormat.values())
                        .anyMatch(format -> format.contentType().equals(picture.contentType()));
    }

    private boolean isWanted(CachedPicture picture, Sought sought) {
        long made = picture.renderedAtMillis();
        long now = clock.millis();
        return picture.sourceValidator().equals(sought.validator())
                && made > sought.purgedAt() + MARGIN_MILLIS
                && made > now - config.maxAge().toMillis()
                && made < now + MARGIN_MILLIS;
    }

    private Looked body(PictureFile file, InputStream in) throws IOException {
        long length = file.bodyLength();
        try {
            if (bytesComing.addAndGet(length) > config.maxPendingBytes()) {
                return new Looked(SharedLookup.REFUSED);
            }
            CachedPicture picture = file.withBytes(in);
            return new Looked(SharedLookup.HIT, picture.madeAt(Math.min(picture.renderedAtMillis(), clock.millis())));
        } finally {
            bytesComing.addAndGet(-length);
        }
    }

    void put(CachedPicture picture, Bytes body) {
        String object = SharedNames.of(config.bucket().prefix(), picture.key(), picture.names());
        if (object != null && body.length() <= config.maxPictureBytes()) {
            writes.add(object, picture, body);
        }
    }

    /** Drops pictures that wait. */
    void drop(Predicate<CachedPicture> purged) {
        writes.drop(purged);
    }

    /** Deletes the objects of the entries that are purged, some time soon. */
    void remove(Purge purge) {
        removals.start(purge);
    }

    /** Bytes of pictures that wait to be written, or are being written. */
    long bytesToWrite() {
        return writes.bytes();
    }

    /** Takes no more, and ends when what waits is written or the time is over. */
    Future<Void> close(Duration within) {
        return writes.close(within)
                .eventually(readers::close)
                .eventually(removals::close)
                .onComplete(ended -> {
                    hasty.close();
                    patient.close();
                });
    }
}
