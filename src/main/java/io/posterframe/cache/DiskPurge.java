package io.posterframe.cache;

import io.posterframe.purge.Purge;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The removal of the files of one purge, on the writer's thread and in turn with its pictures. */
final class DiskPurge {
    private static final Logger log = LoggerFactory.getLogger(DiskPurge.class);

    /** Files that are deleted before a picture that waits is written. */
    private static final int AT_ONCE = 64;

    private final DiskTier disk;
    private final WriteQueue writes;
    private final CacheMetrics metrics;

    DiskPurge(DiskTier disk, WriteQueue writes, CacheMetrics metrics) {
        this.disk = disk;
        this.writes = writes;
        this.metrics = metrics;
    }

    /** Ends with the number of files that are to go; 0 when the cache is closed. */
    Future<Integer> start(Purge purge, long madeBy) {
        Promise<Integer> found = CallerPromise.create();
        boolean runs = writes.run(() -> {
            Collection<Long> files = files(purge, madeBy);
            found.complete(files.size());
            delete(files.iterator(), madeBy);
        });
        return runs ? found.future() : Future.succeededFuture(0);
    }

    private Collection<Long> files(Purge purge, long madeBy) {
        if (purge.everything()) {
            return disk.all(madeBy);
        }
        Set<Long> files = new LinkedHashSet<>();
        for (String name : purge.names()) {
            if (name.indexOf('|') >= 0) {
                files.addAll(disk.ofKey(name, madeBy));
            } else {
                files.addAll(disk.named(name, madeBy));
            }
        }
        return files;
    }

    private void delete(Iterator<Long> files, long madeBy) {
        try {
            for (int i = 0; i < AT_ONCE && files.hasNext(); i++) {
                disk.deleteMadeBy(files.next(), madeBy);
                metrics.purged(Tier.DISK, 1);
            }
        } catch (IOException e) {
            log.warn("purged files stay on disk, and are not shown any more: {}", e.toString());
            return;
        }
        if (files.hasNext()) {
            writes.run(() -> delete(files, madeBy));
        }
    }
}
