package io.posterframe.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the disk tier has yet to do, done in order by one thread of its own. Asking never blocks. At most one task waits a
 * key: a newer picture takes the place of an older one, a removal that of a write. Writes are bounded in number and
 * bytes and dropped beyond; removals are not dropped, their futures are the caller's means to hold back.
 */
final class WriteQueue {
    private static final Logger log = LoggerFactory.getLogger(WriteQueue.class);

    /**
     * What is to become of a key's file: {@code picture} is to be in it, or it is to go if that is null. The removals
     * are told when that is so; as long as there are any, a file that is there goes before the picture is written, as
     * writing might fail.
     */
    private record Task(
            String key, @Nullable CachedPicture picture, @Nullable Bytes body, List<Promise<Void>> removals) {
        long bytes() {
            return body == null ? 0 : body.length();
        }
    }

    /** What a lookup needs to know of a task: the picture that is to be written, or null if the key is to be removed. */
    record Pending(@Nullable CachedPicture picture) {}

    private final DiskTier disk;
    private final int maxTasks;
    private final long maxBytes;
    private final CacheMetrics metrics;
    private final Map<String, Task> waiting = new LinkedHashMap<>();
    private final Deque<Runnable> chores = new ArrayDeque<>();
    private final Promise<Void> ended = Promise.promise();
    private @Nullable Task running;
    private long bytes;
    private boolean closed;
    private long closeByNanos;

    WriteQueue(DiskTier disk, CacheConfig config, CacheMetrics metrics) {
        this.disk = disk;
        this.maxTasks = config.writeQueueMaxPictures();
        this.maxBytes = config.writeQueueMaxBytes();
        this.metrics = metrics;
    }

    /** Starts the thread. What came before waits for it. */
    void start() {
        Thread writer = new Thread(this::run, "posterframe-disk-writer");
        writer.setDaemon(true);
        writer.start();
    }

    /** Writes the picture some time soon, or drops it if too much waits already. */
    synchronized void write(CachedPicture picture, Bytes body) {
        Task before = waiting.get(picture.key());
        long bytesBefore = before == null ? 0 : before.bytes();
        // A picture larger than the bound may wait alone: else it could never be kept.
        boolean tooMuch = bytes > bytesBefore && bytes - bytesBefore + body.length() > maxBytes;
        if (closed || tooMuch || before == null && waiting.size() >= maxTasks) {
            metrics.writeDropped();
            return;
        }
        enqueue(new Task(picture.key(), picture, body, before == null ? List.of() : before.removals()));
    }

    /** Deletes the key's file some time soon. The future ends when it is gone, and fails if it could not be deleted. */
    synchronized Future<Void> remove(String key) {
        if (closed) {
            return Future.failedFuture("the cache is closed");
        }
        Promise<Void> removed = CallerPromise.create();
        Task before = waiting.get(key);
        List<Promise<Void>> removals = new ArrayList<>(before == null ? List.of() : before.removals());
        removals.add(removed);
        enqueue(new Task(key, null, null, removals));
        return removed.future();
    }

    private void enqueue(Task task) {
        Task before = waiting.put(task.key(), task);
        bytes += task.bytes() - (before == null ? 0 : before.bytes());
        notifyAll();
    }

    /**
     * Runs something short on the queue's thread, soon: chores and pictures take turns. Dropped when the queue is closed. What
     * was written before it was asked for is on disk, or was dropped, when it runs.
     */
    synchronized boolean run(Runnable chore) {
        if (closed) {
            return false;
        }
        chores.add(chore);
        notifyAll();
        return true;
    }

    /** Drops pictures that wait. */
    synchronized void drop(Predicate<CachedPicture> purged) {
        for (Task task : List.copyOf(waiting.values())) {
            if (task.picture() != null && purged.test(task.picture())) {
                if (task.removals().isEmpty()) {
                    waiting.remove(task.key());
                    bytes -= task.bytes();
                } else {
                    enqueue(new Task(task.key(), null, null, task.removals()));
                }
            }
        }
    }

    /** What is to become of the key's file, if the file is not yet so. */
    synchronized @Nullable Pending pending(String key) {
        Task task = waiting.get(key);
        if (task == null && running != null && running.key().equals(key)) {
            task = running;
        }
        return task == null ? null : new Pending(task.picture());
    }

    /** Takes no more, and ends when all is done or the time is over. What is left then is dropped. */
    synchronized Future<Void> close(Duration within) {
        if (!closed) {
            closed = true;
            closeByNanos = System.nanoTime() + within.toNanos();
            notifyAll();
        }
        return ended.future();
    }

    private void run() {
        try {
            while (true) {
                Runnable chore = nextChore();
                if (chore != null) {
                    execute(chore);
                }
                Task task = next();
                if (task != null) {
                    execute(task);
                } else if (closed()) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            log.warn("the disk cache's writer was interrupted; nothing more is written");
        }
        abandonTheRest();
        disk.saveIndex();
        ended.complete();
    }

    private synchronized @Nullable Runnable nextChore() {
        return closed ? null : chores.poll();
    }

    private synchronized boolean closed() {
        return closed;
    }

    /** The next picture; null where there is none and a chore waits, or nothing more is to be done. */
    private synchronized @Nullable Task next() throws InterruptedException {
        running = null;
        while (waiting.isEmpty() && chores.isEmpty() && !closed) {
            wait();
        }
        if (waiting.isEmpty() || closed && System.nanoTime() - closeByNanos >= 0) {
            return null;
        }
        Task task = waiting.values().iterator().next();
        waiting.remove(task.key());
        bytes -= task.bytes();
        running = task;
        return task;
    }

    private static void execute(Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException e) {
            log.error("the disk cache's writer failed at a purge and goes on", e);
        }
    }

    private void execute(Task task) {
        try {
            if (!task.removals().isEmpty()) {
                disk.delete(task.key());
            }
            if (task.picture() != null && task.body() != null) {
                disk.write(task.picture(), task.body());
            }
            done(task);
            task.removals().forEach(Promise::tryComplete);
        } catch (IOException | RuntimeException e) {
            done(task);
            task.removals().forEach(removal -> removal.tryFail(e));
            if (e instanceof RuntimeException) {
                log.error("the disk cache's writer failed at one task and goes on", e);
            }
        }
    }

    /** From here on lookups see the file; removals are told after that. */
    private synchronized void done(Task task) {
        if (running == task) {
            running = null;
        }
    }

    private void abandonTheRest() {
        List<Task> rest;
        List<Runnable> begun;
        synchronized (this) {
            closed = true;
            begun = List.copyOf(chores);
            chores.clear();
            rest = List.copyOf(waiting.values());
            waiting.clear();
            bytes = 0;
        }
        // each does its next few files, tells whoever waits for it, and is refused to go on
        begun.forEach(WriteQueue::execute);
        for (Task task : rest) {
            if (task.picture() != null) {
                metrics.writeDropped();
            }
            task.removals().forEach(removal -> removal.tryFail("the cache is closed"));
        }
    }

    synchronized long bytes() {
        return bytes;
    }
}
