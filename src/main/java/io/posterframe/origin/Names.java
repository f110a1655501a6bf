package io.posterframe.origin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.posterframe.picture.Failure.OriginFailed;
import io.posterframe.picture.Failure.TimedOut;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Host names to addresses, looked up on worker threads, remembered for some seconds; one lookup a name at a time. */
final class Names {
    private static final Duration REMEMBERED = Duration.ofSeconds(10);
    private static final int MAX_NAMES = 1000;

    /** A blocking lookup, {@link InetAddress#getAllByName} but in tests. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    private final WorkerExecutor workers;
    private final Lookup lookup;
    private final Duration timeout;
    private final Cache<String, Future<List<InetAddress>>> known = Caffeine.newBuilder()
            .maximumSize(MAX_NAMES)
            .expireAfterWrite(REMEMBERED)
            .build();

    Names(WorkerExecutor workers, Lookup lookup, Duration timeout) {
        this.workers = workers;
        this.lookup = lookup;
        this.timeout = timeout;
    }

    /** The host's addresses, at least one; fails with a passing OriginFailed or TimedOut. */
    Future<List<InetAddress>> find(String host) {
        Future<List<InetAddress>> remembered = known.getIfPresent(host);
        if (remembered != null) {
            return remembered;
        }
        Promise<List<InetAddress>> mine = Promise.promise();
        Future<List<InetAddress>> others = known.asMap().putIfAbsent(host, mine.future());
        if (others != null) {
            return others;
        }
        workers.executeBlocking(() -> List.of(lookup.all(host)), false)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .recover(problem -> Future.failedFuture(failure(host, problem)))
                .onFailure(problem -> known.asMap().remove(host, mine.future()))
                .onComplete(mine);
        return mine.future();
    }

    private static PictureException failure(String host, Throwable problem) {
        return new PictureException(
                problem instanceof TimeoutException
                        ? new TimedOut("origin")
                        : new OriginFailed("the host's name can't be resolved: " + host, true));
    }
}
