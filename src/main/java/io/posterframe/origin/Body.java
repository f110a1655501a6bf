package io.posterframe.origin;

import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.Failure.Overloaded;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the body of one answer goes, chunk after chunk on one event loop. Never holds more bytes than were asked for. */
interface Body<T> {
    /** A body that doesn't matter is read and dropped up to this size, which costs less than a new connection. */
    int IGNORED_BYTES = 64 * 1024;

    /** After what time there may be room again. */
    int BUSY_SECONDS = 1;

    /** Takes a chunk; fails when it isn't wanted, which ends the answer. */
    Future<Void> write(Buffer chunk);

    /** No more comes; fails when something is missing. After a broken body this is called too, and its result dropped. */
    Future<T> end();

    /** The body broke off; frees what it took. */
    default void broken() {}

    default boolean full() {
        return false;
    }

    default void whenDrained(@Nullable Handler<Void> handler) {}

    static PictureException tooLong() {
        return new PictureException(new OriginFailed("the origin sends more bytes than it announced", false));
    }

    static PictureException tooShort() {
        return new PictureException(new OriginFailed("the origin's answer ended early", true));
    }

    /** Exactly {@code length} bytes in memory. */
    static <T> Body<T> collect(int length, Function<Buffer, T> result) {
        Buffer bytes = Buffer.buffer(length);
        return new Body<>() {
            @Override
            public Future<Void> write(Buffer chunk) {
                if (chunk.length() > length - bytes.length()) {
                    return Future.failedFuture(tooLong());
                }
                bytes.appendBuffer(chunk);
                return Future.succeededFuture();
            }

            @Override
            public Future<T> end() {
                return bytes.length() < length
                        ? Future.failedFuture(tooShort())
                        : Future.succeededFuture(result.apply(bytes));
            }
        };
    }

    /**
     * At most {@code max} bytes in memory, as many as come; more end it with {@code tooMany}, and with Overloaded when there
     * is no room for them beside others that are coming.
     */
    static <T> Body<T> upTo(int max, Room room, PictureException tooMany, Function<Buffer, T> result) {
        return new Body<>() {
            private final Buffer bytes = Buffer.buffer();
            private boolean over;

            @Override
            public synchronized Future<Void> write(Buffer chunk) {
                if (chunk.length() > max - bytes.length()) {
                    return Future.failedFuture(tooMany);
                }
                if (over || !room.take(chunk.length(), 2L * max)) {
                    return Future.failedFuture(new PictureException(new Overloaded(BUSY_SECONDS)));
                }
                bytes.appendBuffer(chunk);
                return Future.succeededFuture();
            }

            @Override
            public synchronized Future<T> end() {
                broken();
                return Future.succeededFuture(result.apply(bytes));
            }

            @Override
            public synchronized void broken() {
                if (!over) {
                    over = true;
                    room.giveBack(bytes.length());
                }
            }
        };
    }

    /** Nothing that matters: a short body that is dropped. */
    static <T> Body<T> ignore(T result) {
        return new Body<>() {
            private int ignored;

            @Override
            public Future<Void> write(Buffer chunk) {
                ignored += chunk.length();
                return ignored > IGNORED_BYTES ? Future.failedFuture(tooLong()) : Future.succeededFuture();
            }

            @Override
            public Future<T> end() {
                return Future.succeededFuture(result);
            }
        };
    }
}
