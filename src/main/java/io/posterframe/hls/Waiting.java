package io.posterframe.hls;

import io.posterframe.picture.Failure.Cancelled;
import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.Failure.TimedOut;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for what comes on an event loop; for render threads.
 *
 * @param most how long
 */
record Waiting(Duration most) {

    /** Fails with PictureException; an interrupt ends it with Cancelled and leaves the thread's flag set. */
    <T> T on(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PictureException(new Cancelled());
        } catch (TimeoutException e) {
            throw new PictureException(new TimedOut("origin"));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PictureException known
                    ? known
                    : new PictureException(new OriginFailed(String.valueOf(e.getCause()), true));
        }
    }
}
