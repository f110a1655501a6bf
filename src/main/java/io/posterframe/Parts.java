package io.posterframe;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What was built so far and must be closed, the last first. One thread at a time. */
final class Parts {
    /** How a part is closed; blocks. */
    interface Closing {
        void close() throws IOException;
    }

    private final Deque<Closing> closings = new ArrayDeque<>();

    void add(Closing closing) {
        closings.push(closing);
    }

    /** Closes each part once, also when closing another fails; then throws the first failure. */
    void close() {
        RuntimeException first = null;
        while (!closings.isEmpty()) {
            RuntimeException problem = tryClose(closings.pop());
            if (first == null) {
                first = problem;
            } else if (problem != null) {
                first.addSuppressed(problem);
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static @Nullable RuntimeException tryClose(Closing closing) {
        try {
            closing.close();
            return null;
        } catch (IOException e) {
            return new UncheckedIOException(e);
        } catch (RuntimeException e) {
            return e;
        }
    }

    /** Blocks until a future ends; throws what it failed with, or IOException when it takes longer. */
    static <T> T await(Future<T> future, Duration patience) throws IOException {
        try {
            return future.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("not done within " + patience, e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
