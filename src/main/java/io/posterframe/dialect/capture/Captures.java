package io.posterframe.dialect.capture;

import com.github.benmanes.caffeine.cache.Ticker;
import io.posterframe.cache.CachedPicture;
import io.posterframe.cache.FileRegion;
import io.posterframe.catalog.LookupCache;
import io.posterframe.catalog.LookupConfig;
import io.posterframe.database.Database;
import io.posterframe.picture.Failure;
import io.posterframe.picture.ImageFormat;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stored captures: a file and a row each. A row is written only when its file is safe on disk, and removed before it, so
 * whenever the process ends, what a row speaks of is there. Several servers may share a database; each has its own files,
 * and looks after their rows alone. Safe on every thread; never blocks but where it says so.
 */
final class Captures implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Captures.class);
    private static final int WORKERS = 4;
    private static final int MOST_WAITING = 256;
    private static final int RETRY_SECONDS = 5;
    private static final long CLEAN_EVERY_MILLIS = 60_000;
    private static final int NAME_BYTES = 16;

    private final Vertx vertx;
    private final Database database;
    private final CaptureConfig config;
    private final InstantSource clock;
    private final CaptureFolder folder;
    private final String node;
    private final CaptureSpace space;
    private final WorkerExecutor workers;
    private final LookupCache<Capture> known;
    private final SecureRandom random = new SecureRandom();
    private final AtomicInteger waiting = new AtomicInteger();
    private final long cleaning;

    /** Makes the folder, and removes what an earlier process left behind. Blocks. */
    Captures(Vertx vertx, Database database, CaptureConfig config, LookupConfig lookups, Path path, InstantSource clock)
            throws IOException {
        this.vertx = vertx;
        this.database = database;
        this.config = config;
        this.clock = clock;
        folder = new CaptureFolder(path);
        node = folder.node();
        known = new LookupCache<>(
                lookups, Ticker.systemTicker(), name -> database.transact(handle -> CapturesTable.find(handle, name)));
        space = new CaptureSpace(database, folder, node, config.maxBytes(), clock, known::invalidate);
        space.open();
        workers = vertx.createSharedWorkerExecutor("posterframe-captures", WORKERS);
        cleaning = vertx.setPeriodic(CLEAN_EVERY_MILLIS, id -> clean());
    }

    /** Bytes that the files take. */
    long bytes() {
        return space.held();
    }

    /** Stores a picture, whose body it gives back. Fails with a PictureException. */
    Future<Capture> keep(String roomId, ImageFormat format, CachedPicture picture) {
        return blocking(() -> write(roomId, format, picture)).onComplete(done -> release(picture));
    }

    private static void release(CachedPicture picture) {
        if (picture.body() instanceof FileRegion file) {
            file.close();
        }
    }

    private Capture write(String roomId, ImageFormat format, CachedPicture picture) throws IOException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Capture capture = new Capture(
                newName(),
                node,
                roomId,
                format,
                picture.length(),
                picture.width(),
                picture.height(),
                now,
                now.plus(config.keepFor()));
        space.take(capture.bytes());
        boolean kept = false;
        try {
            folder.write(capture.fileName(), picture.body());
            database.now(handle -> {
                CapturesTable.insert(handle, capture);
                return capture;
            });
            kept = true;
        } finally {
            if (!kept) {
                folder.delete(capture.fileName());
                space.giveBack(capture.bytes());
            }
        }
        return capture;
    }

    private String newName() {
        byte[] name = new byte[NAME_BYTES];
        random.nextBytes(name);
        return HexFormat.of().formatHex(name);
    }

    /** A stored picture. */
    record Stored(Capture capture, CachedPicture picture) {}

    /**
     * The picture of this file name, unless there is none any more; its body belongs to the caller. Fails with a
     * PictureException.
     *
     * @param fileName any text
     */
    Future<Optional<Stored>> find(String fileName) {
        int dot = fileName.indexOf('.');
        if (dot != 2 * NAME_BYTES || !fileName.substring(0, dot).matches("[0-9a-f]*")) {
            return Future.succeededFuture(Optional.empty());
        }
        return known.find(fileName.substring(0, dot)).compose(row -> {
            Optional<Capture> there = row.filter(capture -> capture.fileName().equals(fileName)
                    && capture.node().equals(node)
                    && clock.instant().isBefore(capture.validUntil()));
            return there.isEmpty() ? Future.succeededFuture(Optional.empty()) : blocking(() -> open(there.get()));
        });
    }

    private Optional<Stored> open(Capture capture) throws IOException {
        FileRegion file;
        try {
            file = folder.open(capture);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        long created = capture.createdAt().toEpochMilli();
        return Optional.of(new Stored(
                capture,
                new CachedPicture(
                        capture.name(),
                        capture.format().contentType(),
                        // a name has one content for ever
                        '"' + capture.name() + '"',
                        created,
                        created,
                        capture.name(),
                        "",
                        capture.width(),
                        capture.height(),
                        file)));
    }

    /** Removes what expired; happens by itself from time to time. */
    Future<Void> clean() {
        return blocking(() -> {
                    space.removeExpired();
                    return (Void) null;
                })
                .onFailure(cause -> LOG.warn("expired captures were not removed: {}", cause.toString()));
    }

    private <T> Future<T> blocking(Callable<T> work) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(new PictureException(new Failure.Overloaded(RETRY_SECONDS)));
        }
        return workers.executeBlocking(work, false)
                .onComplete(done -> waiting.decrementAndGet())
                .recover(cause -> {
                    if (cause instanceof IOException) {
                        LOG.warn("captures can't be stored or read: {}", cause.toString());
                    }
                    return Future.failedFuture(cause);
                });
    }

    /** Lets work that runs end. */
    @Override
    public void close() {
        vertx.cancelTimer(cleaning);
        workers.close();
    }
}
