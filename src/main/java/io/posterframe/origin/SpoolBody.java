package io.posterframe.origin;

import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes an answer of a known length to a file of the {@link Spool}. */
final class SpoolBody<T> implements Body<T> {
    private final Spool spool;
    private final Path path;
    private final AsyncFile file;
    private final long length;
    private final Function<Path, T> result;
    private long written;
    private boolean ended;

    SpoolBody(Spool spool, Path path, AsyncFile file, long length, Function<Path, T> result) {
        this.spool = spool;
        this.path = path;
        this.file = file;
        this.length = length;
        this.result = result;
    }

    @Override
    public Future<Void> write(Buffer chunk) {
        written += chunk.length();
        return written > length
                ? Future.failedFuture(Body.tooLong())
                : file.write(chunk).recover(SpoolBody::failure);
    }

    @Override
    public Future<T> end() {
        ended = true;
        Future<Void> closed = file.close().recover(SpoolBody::failure);
        return written < length
                ? closed.compose(done -> Future.failedFuture(Body.tooShort()))
                : closed.map(done -> result.apply(path));
    }

    private static Future<Void> failure(Throwable problem) {
        return Future.failedFuture(new PictureException(new OriginFailed("spool: " + problem, true)));
    }

    @Override
    public void broken() {
        if (!ended) {
            ended = true;
            file.close();
        }
        spool.drop(path);
    }

    @Override
    public boolean full() {
        return file.writeQueueFull();
    }

    @Override
    public void whenDrained(@Nullable Handler<Void> handler) {
        file.drainHandler(handler);
    }
}
