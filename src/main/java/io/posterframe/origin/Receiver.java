package io.posterframe.origin;

import io.posterframe.picture.Failure.TimedOut;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import java.net.URI;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Receives one answer: shows its head to the {@link Question} before a byte of the body is taken, passes the body on, and
 * breaks the connection off when the body is refused. (The web client alone shows the head after the body only, and reads
 * a body that nobody wants to its end, which may never come.)
 */
final class Receiver<T> implements BodyCodec<T>, BodyStream<T> {
    /** The answer is to ask somewhere else. */
    static final class Redirected extends RuntimeException {
        private final transient URI to;

        Redirected(URI to) {
            super("redirected", null, false, false);
            this.to = to;
        }

        URI to() {
            return to;
        }
    }

    private final Question<T> question;
    private final URI uri;
    private final LongConsumer counter;
    private final Promise<T> result = Promise.promise();

    private @Nullable HttpClientRequest request;
    private boolean cancelled;
    private boolean ended;
    private volatile @Nullable Body<T> body;
    private volatile @Nullable RuntimeException refusal;
    private volatile int status;
    private volatile long heardAt = System.nanoTime();

    /** @param counter told the bytes that arrive */
    Receiver(Question<T> question, URI uri, LongConsumer counter) {
        this.question = question;
        this.uri = uri;
        this.counter = counter;
    }

    /** Why this end broke the exchange off, or null; says more than the broken connection that follows. */
    @Nullable
    RuntimeException refusal() {
        return refusal;
    }

    /** The answer's status, or 0 when there was no answer. */
    int status() {
        return status;
    }

    synchronized void sending(HttpClientRequest request) {
        this.request = request;
        if (cancelled) {
            request.reset();
        }
    }

    /** Ends the exchange, wherever it is; one that has ended keeps its connection. */
    synchronized void cancel() {
        cancelled = true;
        if (request != null && !ended) {
            request.reset();
        }
    }

    /** Ends the exchange when nothing has come for so long although it was sent and its body was not told to wait. */
    synchronized void breakOffAfterSilence(Duration silence) {
        if (request == null || writeQueueFull()) {
            heardAt = System.nanoTime();
        } else if (System.nanoTime() - heardAt > silence.toNanos() && refusal == null) {
            refusal = new PictureException(new TimedOut("origin"));
            cancel();
        }
    }

    /** Judges the head. The returned future says when the body may come, or fails when it may not. */
    Future<Void> received(HttpClientResponse response) {
        heardAt = System.nanoTime();
        response.exceptionHandler(this); // until a pipe sets its own
        status = response.statusCode();
        Head head = new Head(uri, status, response.headers());
        try {
            String location = response.getHeader(HttpHeaders.LOCATION);
            if (location != null && (status >= 301 && status <= 303 || status == 307 || status == 308)) {
                throw new Redirected(uri.resolve(location));
            }
            return question.accept(head)
                    .onSuccess(this::take)
                    .onFailure(problem -> cancel())
                    .mapEmpty();
        } catch (PictureException | Redirected e) {
            refusal = e;
            if (head.contentLength() >= 0 && head.contentLength() <= Body.IGNORED_BYTES) {
                return Future.succeededFuture();
            }
            cancel();
            return Future.failedFuture(e);
        } catch (IllegalArgumentException e) {
            cancel();
            return Future.failedFuture(head.wrong("an unreadable redirect"));
        }
    }

    private synchronized void take(Body<T> accepted) {
        body = accepted;
        if (cancelled) {
            accepted.broken();
        }
    }

    @Override
    public BodyStream<T> stream() {
        return this;
    }

    @Override
    public Future<T> result() {
        return result.future();
    }

    @Override
    public Future<Void> write(Buffer chunk) {
        heardAt = System.nanoTime();
        counter.accept(chunk.length());
        Body<T> taken = body;
        return taken == null ? Future.succeededFuture() : taken.write(chunk).onFailure(this::refuse);
    }

    private void refuse(Throwable problem) {
        if (problem instanceof PictureException known) {
            refusal = known;
        }
        cancel();
    }

    @Override
    public Future<Void> end() {
        synchronized (this) {
            ended = true;
        }
        RuntimeException refused = refusal;
        Body<T> taken = body;
        if (refused != null) {
            result.tryFail(refused);
        } else if (taken != null) {
            taken.end().onComplete(result);
        }
        return Future.succeededFuture();
    }

    /** Called by the owner when the exchange failed; frees what the body took. */
    synchronized void failed() {
        cancel();
        Body<T> taken = body;
        if (taken != null) {
            taken.broken();
        }
    }

    @Override
    public void handle(Throwable problem) {
        result.tryFail(problem);
    }

    @Override
    public boolean writeQueueFull() {
        Body<T> taken = body;
        return taken != null && taken.full();
    }

    @Override
    public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
        Body<T> taken = body;
        if (taken != null) {
            taken.whenDrained(handler);
        }
        return this;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
        return this;
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }
}
