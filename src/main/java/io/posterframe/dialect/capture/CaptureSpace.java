package io.posterframe.dialect.capture;

import io.posterframe.database.Database;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The disk space of one server's captures, and what makes room in it. Each method but {@link #held} blocks. */
final class CaptureSpace {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureSpace.class);

    /** Each server removes its own rows long before; what is left then is of one that is no more. */
    private static final Duration NOBODYS = Duration.ofDays(1);

    private final Database database;
    private final CaptureFolder folder;
    private final String node;
    private final long maxBytes;
    private final InstantSource clock;
    private final Consumer<Collection<String>> removed;
    private final AtomicLong held = new AtomicLong();

    /** @param removed is told the names of those that are gone */
    CaptureSpace(
            Database database,
            CaptureFolder folder,
            String node,
            long maxBytes,
            InstantSource clock,
            Consumer<Collection<String>> removed) {
        this.database = database;
        this.folder = folder;
        this.node = node;
        this.maxBytes = maxBytes;
        this.clock = clock;
        this.removed = removed;
    }

    /** Bytes that are taken. */
    long held() {
        return held.get();
    }

    /** Counts what is there, and removes files without a row and rows without a file. Before anything is stored. */
    synchronized void open() throws IOException {
        Set<String> files = new HashSet<>(folder.names());
        String last = "";
        for (List<Capture> some = after(last); !some.isEmpty(); some = after(last)) {
            for (Capture capture : some) {
                if (files.remove(capture.fileName())) {
                    held.addAndGet(capture.bytes());
                } else {
                    database.now(handle -> CapturesTable.delete(handle, capture.name()));
                }
            }
            last = some.get(some.size() - 1).name();
        }
        for (String rowless : files) {
            folder.delete(rowless);
        }
        removeExpired();
        makeRoom(0);
    }

    private List<Capture> after(String name) {
        return database.now(handle -> CapturesTable.after(handle, node, name));
    }

    /** Takes space, for which the oldest go. Fails with a PictureException when there can't be so much. */
    synchronized void take(long bytes) throws IOException {
        if (bytes > maxBytes) {
            throw new PictureException(new Failure.BadParameter(
                    "width", "the picture has " + bytes + " bytes; " + maxBytes + " are kept in all"));
        }
        makeRoom(bytes);
        held.addAndGet(bytes);
    }

    synchronized void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    private void makeRoom(long bytes) throws IOException {
        while (held.get() + bytes > maxBytes) {
            List<Capture> oldest = database.now(handle -> CapturesTable.oldest(handle, node));
            if (oldest.isEmpty()) {
                // all of it is about to be stored
                throw new PictureException(new Failure.Overloaded(1));
            }
            long missing = held.get() + bytes - maxBytes;
            int count = 0;
            while (count < oldest.size() && missing > 0) {
                missing -= oldest.get(count++).bytes();
            }
            remove(oldest.subList(0, count));
        }
    }

    synchronized void removeExpired() throws IOException {
        Instant now = clock.instant();
        int count = 0;
        for (List<Capture> some = expired(now); !some.isEmpty(); some = expired(now)) {
            remove(some);
            count += some.size();
        }
        database.now(handle -> {
            CapturesTable.deleteExpired(handle, now.minus(NOBODYS));
            return now;
        });
        if (count > 0) {
            LOG.info("{} captures that expired have been removed", count);
        }
    }

    private List<Capture> expired(Instant now) {
        return database.now(handle -> CapturesTable.expired(handle, node, now));
    }

    /** The rows go first: a file without one is found at the next start. */
    private void remove(List<Capture> captures) throws IOException {
        long bytes = database.now(handle -> captures.stream()
                .filter(capture -> CapturesTable.delete(handle, capture.name()))
                .mapToLong(Capture::bytes)
                .sum());
        held.addAndGet(-bytes);
        removed.accept(captures.stream().map(Capture::name).toList());
        for (Capture capture : captures) {
            folder.delete(capture.fileName());
        }
    }
}
