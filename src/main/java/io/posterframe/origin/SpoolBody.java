package io.posterframe.origin;

import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer of a known length to a file of the {@link Spool}.
 *
 * <p>Bytes that come faster than they are written wait in memory, up to a bound for all copies together, and only beyond
 * that the connection is paused. Origins without ranges are often such that close the connection behind an answer, and
 * Vert.x drops what a paused connection still holds when it is closed. For the same reason the body takes bytes before its
 * file is open.
 */
final class SpoolBody<T> implements Body<T> {
    private final Spool spool;
    private final Path path;
    private final Future<AsyncFile> opened;
    private final long length;
    private final Function<Path, T> result;
    /** What came before the file was open, in order; null since then. */
    private @Nullable List<Runnable> early = new ArrayList<>();

    private long received;
    /** Since the end: when the file is closed. */
    private @Nullable Future<Void> closed;

    /** @param opened the file at {@code path}, perhaps not open yet */
    SpoolBody(Spool spool, Path path, Future<AsyncFile> opened, long length, Function<Path, T> result) {
        this.spool = spool;
        this.path = path;
        this.opened = opened;
        this.length = length;
        this.result = result;
    }

    /** To be called once: has the early bytes written when the file is open. */
    SpoolBody<T> start() {
        opened.onComplete(file -> writeEarly());
        return this;
    }

    private synchronized void writeEarly() {
        List<Runnable> waiting = early;
        early = null;
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
    }

    @Override
    public synchronized Future<Void> write(Buffer chunk) {
        received += chunk.length();
        if (received > length) {
            return Future.failedFuture(Body.tooLong());
        }
        spool.waiting(chunk.length());
        Promise<Void> written = Promise.promise();
        if (early != null) {
            early.add(() -> writeNow(chunk, written));
        } else {
            writeNow(chunk, written);
        }
        return written.future()
                .onComplete(done -> spool.waiting(-chunk.length()))
                .recover(SpoolBody::failure);
    }

    private void writeNow(Buffer chunk, Promise<Void> written) {
        if (opened.succeeded()) {
            opened.result().write(chunk).onComplete(written);
        } else {
            written.fail(opened.cause());
        }
    }

    @Override
    public Future<T> end() {
        Future<Void> whole = close().recover(SpoolBody::failure);
        return received < length
                ? whole.compose(done -> Future.failedFuture(Body.tooShort()))
                : whole.map(done -> result.apply(path));
    }

    /** Closes the file once, behind its last write, also one that is not open yet. */
    private synchronized Future<Void> close() {
        Future<Void> known = closed;
        if (known != null) {
            return known;
        }
        Promise<Void> done = Promise.promise();
        closed = done.future();
        if (early == null) {
            opened.compose(AsyncFile::close).onComplete(done);
        } else {
            early.add(() -> opened.compose(AsyncFile::close).onComplete(done));
        }
        return done.future();
    }

    private static Future<Void> failure(Throwable problem) {
        return Future.failedFuture(new PictureException(new OriginFailed("spool: " + problem, true)));
    }

    @Override
    public void broken() {
        // not before that, or a file that is opened late would stay
        close().onComplete(done -> spool.drop(path));
    }

    @Override
    public boolean full() {
        return spool.crowded() && opened.succeeded() && opened.result().writeQueueFull();
    }

    @Override
    public void whenDrained(@Nullable Handler<Void> handler) {
        if (opened.succeeded()) {
            opened.result().drainHandler(handler);
        }
    }
}
