package io.posterframe.cache;

import io.posterframe.bucket.Bucket;
import io.posterframe.purge.Purge;
import io.posterframe.purge.Tags;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The removal of objects whose entries were purged: twice, as some may have been on their way to the bucket from servers
 * that had not heard of it yet. What was made after the purge may go with the rest, and is made again.
 */
final class SharedPurge {
    private static final Logger log = LoggerFactory.getLogger(SharedPurge.class);

    private static final Duration ONCE_MORE = Duration.ofMinutes(1);
    private static final int MOST_WAITING = 10_000;

    private final Vertx vertx;
    private final Bucket bucket;
    private final String prefix;
    private final WorkerExecutor remover;
    private final Semaphore permits = new Semaphore(MOST_WAITING);
    private volatile boolean closed;

    SharedPurge(Vertx vertx, Bucket bucket, String prefix) {
        this.vertx = vertx;
        this.bucket = bucket;
        this.prefix = prefix;
        remover = vertx.createSharedWorkerExecutor("posterframe-bucket-remover", 1);
    }

    void start(Purge purge) {
        for (String name : purge.names()) {
            if (!purge.soft() && Tags.entryOf(name).isPresent()) {
                start(name);
            }
        }
    }

    private void start(String entryTag) {
        if (!permits.tryAcquire()) {
            log.warn("objects of {} stay in the bucket, and are not shown any more: too many purges wait", entryTag);
            return;
        }
        remove(entryTag);
        vertx.setTimer(ONCE_MORE.toMillis(), later -> remove(entryTag).onComplete(done -> permits.release()));
    }

    private Future<Void> remove(String entryTag) {
        String folder = SharedNames.folder(prefix, entryTag);
        return remover.<Void>executeBlocking(
                        () -> {
                            delete(folder);
                            return null;
                        },
                        false)
                .onFailure(problem -> {
                    if (!closed) {
                        log.warn(
                                "objects of {} stay in the bucket, and are not shown any more: {}",
                                entryTag,
                                problem.getMessage());
                    }
                });
    }

    private void delete(String folder) throws IOException {
        bucket.list(
                folder,
                page -> bucket.delete(page.stream().map(Bucket.Listed::key).toList()));
    }

    Future<Void> close() {
        closed = true;
        return remover.close();
    }
}
