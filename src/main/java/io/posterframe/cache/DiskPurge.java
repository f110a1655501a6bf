package io.posterframe.cache;

import io.posterframe.purge.Purge;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The removal of the files of one purge, on the writer's thread and in turn with its pictures. */
final class DiskPurge {
    private static final Logger log = LoggerFactory.getLogger(DiskPurge.class);

    /** Files that are looked at before a picture that waits is written. */
    private static final int AT_ONCE = 64;

    private final DiskTier disk;
    private final WriteQueue writes;
    private final CacheMetrics metrics;
    private final long[] files;
    private final Predicate<CachedPicture> meant;
    private int next;
    private boolean told;

    /** @param meant what a file's header has to say for it to go */
    DiskPurge(DiskTier disk, WriteQueue writes, CacheMetrics metrics, Purge purge, Predicate<CachedPicture> meant) {
        this.disk = disk;
        this.writes = writes;
        this.metrics = metrics;
        this.meant = meant;
        files = purge.everything()
                ? disk.all()
                : purge.names().stream()
                        .flatMapToLong(name -> Arrays.stream(Purge.isKey(name) ? disk.ofKey(name) : disk.tagged(name)))
                        .distinct()
                        .toArray();
    }

    /** How many files there are to be looked at; all but a few are meant. */
    int files() {
        return files.length;
    }

    /** Deletes some, and has itself called for the next. */
    void run() {
        int end = Math.min(files.length, next + AT_ONCE);
        LongStream.range(next, end).forEach(i -> delete(files[(int) i]));
        next = end;
        if (next < files.length) {
            writes.run(this::run);
        }
    }

    private void delete(long file) {
        try {
            if (disk.deleteIf(file, meant)) {
                metrics.purged(Tier.DISK, 1);
            }
        } catch (IOException e) {
            if (!told) {
                told = true;
                log.warn("purged files stay on disk, and are not shown any more: {}", e.toString());
            }
        }
    }
}
