package io.posterframe.cache;

import io.posterframe.bucket.Bucket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What is to be written to the bucket, by some threads and in no certain order: of two pictures of a key that are written at
 * once either may stay, and a reader judges it. Asking never blocks. Bounded in number and bytes; what is beyond is dropped, as
 * it is made again where it is needed.
 */
final class ShareQueue {
    private static final int WRITERS = 4;

    private record Task(String object, CachedPicture picture, Bytes body) {}

    private final Vertx vertx;
    private final Bucket bucket;
    private final SharedCacheConfig config;
    private final Availability writing;
    private final CacheMetrics metrics;
    private final WorkerExecutor writers;
    private final Map<String, Task> waiting = new HashMap<>();
    private final Promise<Void> ended = Promise.promise();
    private volatile BooleanSupplier mayWrite = () -> true;
    private long bytes;
    private int unfinished;
    private boolean closed;

    ShareQueue(Vertx vertx, Bucket bucket, SharedCacheConfig config, Availability writing, CacheMetrics metrics) {
        this.vertx = vertx;
        this.bucket = bucket;
        this.config = config;
        this.writing = writing;
        this.metrics = metrics;
        writers = vertx.createSharedWorkerExecutor("posterframe-bucket-writer", WRITERS);
    }

    /** What was taken is written even if the condition ends meanwhile. */
    void onlyWhile(BooleanSupplier condition) {
        mayWrite = condition;
    }

    /** Writes the picture some time soon in place of one that waits, or drops it. */
    void add(String object, CachedPicture picture, Bytes body) {
        Task task = new Task(object, picture, body);
        if (!mayWrite.getAsBoolean() || !enqueue(task)) {
            metrics.sharedWrite(SharedWrite.DROPPED);
            return;
        }
        writers.executeBlocking(
                        () -> {
                            run(task);
                            return null;
                        },
                        false)
                .onComplete(done -> finished());
    }

    private synchronized boolean enqueue(Task task) {
        Task before = waiting.get(task.object());
        long bytesBefore = before == null ? 0 : before.body().length();
        if (closed
                || before == null && waiting.size() >= config.maxPendingPictures()
                || bytes - bytesBefore + task.body().length() > config.maxPendingBytes()) {
            return false;
        }
        waiting.put(task.object(), task);
        bytes += task.body().length() - bytesBefore;
        unfinished++;
        return true;
    }

    private void run(Task task) {
        if (!take(task)) {
            return;
        }
        try {
            metrics.sharedWrite(write(task));
        } finally {
            synchronized (this) {
                bytes -= task.body().length();
            }
        }
    }

    /** Whether it is still to be written: no other has taken its place, and it was not dropped. */
    private synchronized boolean take(Task task) {
        return waiting.get(task.object()) == task && waiting.remove(task.object()) != null;
    }

    private SharedWrite write(Task task) {
        if (!writing.mayTry()) {
            return SharedWrite.DROPPED;
        }
        try {
            bucket.put(
                    task.object(),
                    PictureFile.header(task.picture(), task.body()),
                    task.body().nio());
            writing.worked();
            return SharedWrite.WRITTEN;
        } catch (IOException e) {
            writing.failed(e);
            return SharedWrite.FAILED;
        }
    }

    private synchronized void finished() {
        unfinished--;
        if (closed && unfinished == 0) {
            ended.tryComplete();
        }
    }

    /** Drops pictures that wait. */
    synchronized void drop(Predicate<CachedPicture> which) {
        for (Task task : List.copyOf(waiting.values())) {
            if (which.test(task.picture())) {
                forget(task);
            }
        }
    }

    private void forget(Task task) {
        waiting.remove(task.object());
        bytes -= task.body().length();
    }

    synchronized long bytes() {
        return bytes;
    }

    /** Takes no more, and ends when all is written or the time is over. What is left then is dropped. */
    Future<Void> close(Duration within) {
        long timer = vertx.setTimer(Math.max(1, within.toMillis()), late -> ended.tryComplete());
        synchronized (this) {
            closed = true;
            if (unfinished == 0) {
                ended.tryComplete();
            }
        }
        return ended.future().eventually(() -> {
            vertx.cancelTimer(timer);
            dropTheRest();
            return writers.close();
        });
    }

    private synchronized void dropTheRest() {
        for (Task task : List.copyOf(waiting.values())) {
            forget(task);
            metrics.sharedWrite(SharedWrite.DROPPED);
        }
    }
}
