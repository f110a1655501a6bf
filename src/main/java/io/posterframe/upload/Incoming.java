package io.posterframe.upload;

import io.posterframe.upload.UploadRefused.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.streams.ReadStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The receiving of one file or chunk into a file of its own, within the bounds of size, room and time. For the event loop
 * that made it. It ends once, with a file that is safe on disk or with nothing left behind, and until then counts as one
 * that is being received.
 */
public final class Incoming {
    /** Room is set aside in steps of this where the length is not known before. */
    private static final long STEP = 64 << 10;

    /** More than this no form has around its file. */
    private static final long FORM = 1 << 20;

    private final Vertx vertx;
    private final UploadConfig config;
    private final Room room;
    private final Sender sender;
    private final Path path;
    private final long timer;
    private final Promise<Received> result = Promise.promise();
    private long reserved;
    private long bytes;
    private boolean ended;
    private boolean flowing;
    private boolean whole;
    private boolean noMore;
    private @Nullable ReadStream<Buffer> stream;
    private @Nullable AsyncFile file;

    Incoming(Vertx vertx, UploadConfig config, Room room, UploadFolder folder, Sender sender, long declaredBytes) {
        this.vertx = vertx;
        this.config = config;
        this.room = room;
        this.sender = sender;
        this.path = folder.newUnfinished();
        if (declaredBytes > config.maxFileBytes(sender) + FORM) {
            throw tooLarge();
        }
        room.enter(sender);
        try {
            reserve(Math.max(0, declaredBytes));
        } catch (UploadRefused e) {
            room.leave(sender);
            throw e;
        }
        this.timer = vertx.setTimer(
                config.receiveTimeout(sender).toMillis(),
                id -> abort(sender.refused(Reason.TOO_SLOW, "the file did not come in time")));
    }

    private UploadRefused tooLarge() {
        long most = config.maxFileBytes(sender);
        return most == config.maxFileBytes()
                ? Acceptance.tooLarge(config)
                : sender.refused(Reason.TOO_LARGE, "a file or chunk of an unknown sender may have " + most + " bytes");
    }

    private void reserve(long more) {
        room.take(more);
        reserved += more;
    }

    /** How it ends: with the file, or with UploadRefused: TOO_LARGE, NO_ROOM, TOO_SLOW, or what it was given up with. */
    public Future<Received> result() {
        return result.future();
    }

    /**
     * Receives all that a stream brings. To be called once at most.
     *
     * @param rest what is to come behind the file; until then, and for no longer than the file may take, it counts as
     *     being received, and it fails with this
     */
    public void take(ReadStream<Buffer> from, String fileName, Future<Void> rest) {
        stream = from;
        from.pause();
        from.exceptionHandler(this::abort);
        vertx.<Void>executeBlocking(
                        () -> {
                            room.checkDisk(reserved);
                            return null;
                        },
                        false)
                .compose(checked -> vertx.fileSystem()
                        .open(
                                path.toString(),
                                new OpenOptions().setCreateNew(true).setWrite(true)))
                .onComplete(opened -> {
                    if (opened.failed()) {
                        abort(opened.cause());
                    } else if (ended) {
                        remove(opened.result());
                    } else {
                        write(from, opened.result(), fileName, rest);
                    }
                });
    }

    private void write(ReadStream<Buffer> from, AsyncFile to, String fileName, Future<Void> rest) {
        file = to;
        to.exceptionHandler(this::abort);
        to.drainHandler(drained -> {
            if (!ended) {
                resume(from);
            }
        });
        from.handler(buffer -> {
            if (!ended && admits(buffer.length())) {
                to.write(buffer).onFailure(this::abort);
                if (to.writeQueueFull()) {
                    flowing = false;
                    from.pause();
                }
            }
        });
        from.endHandler(all -> {
            whole = true;
            if (!ended) {
                to.flush()
                        .compose(safe -> to.close())
                        .compose(closed -> rest)
                        .onSuccess(closed -> finish(fileName))
                        .onFailure(this::abort);
            }
        });
        resume(from);
    }

    private void resume(ReadStream<Buffer> from) {
        flowing = true;
        from.resume();
        expectEnd();
    }

    /**
     * The request has ended, so that a stream which doesn't end with what it still holds never will. Vert.x tells nobody of a
     * form whose end is missing.
     */
    public void noMoreComes() {
        noMore = true;
        expectEnd();
    }

    /** What a flowing stream holds is given out before what is put behind it here. */
    private void expectEnd() {
        if (noMore && flowing) {
            vertx.runOnContext(later -> {
                if (flowing && !whole) {
                    abort(new UploadRefused(Reason.LEFT, "the body broke off or is not a valid form"));
                }
            });
        }
    }

    private boolean admits(int more) {
        bytes += more;
        if (bytes > config.maxFileBytes(sender)) {
            abort(tooLarge());
            return false;
        }
        if (bytes > reserved) {
            try {
                reserve(Math.max(STEP, bytes - reserved));
            } catch (UploadRefused e) {
                abort(e);
                return false;
            }
        }
        return true;
    }

    private void finish(String fileName) {
        if (!ended) {
            ended = true;
            vertx.cancelTimer(timer);
            room.giveBack(reserved - bytes);
            room.leave(sender);
            result.complete(new Received(path, bytes, fileName));
        }
    }

    /** Gives it up, unless it has ended; what still comes of the stream is dropped. */
    public void abort(Throwable cause) {
        if (ended) {
            return;
        }
        ended = true;
        vertx.cancelTimer(timer);
        ReadStream<Buffer> from = stream;
        if (from != null) {
            from.handler(buffer -> {});
            from.resume();
        }
        AsyncFile open = file;
        Future<Void> removed = open == null ? Future.succeededFuture() : remove(open);
        removed.onComplete(gone -> {
            room.giveBack(reserved);
            room.leave(sender);
            result.fail(cause);
        });
    }

    /**
     * @param open may be closed already
     * @return ends when that was tried
     */
    private Future<Void> remove(AsyncFile open) {
        return Future.succeededFuture(open)
                .compose(AsyncFile::close)
                .transform(closed -> vertx.fileSystem().delete(path.toString()))
                .otherwiseEmpty();
    }
}
