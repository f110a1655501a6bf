package io.posterframe.origin;

import io.posterframe.trail.Trail;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.net.URI;

/** Files of this machine; looks at them on worker threads. */
final class LocalOrigin implements Origin {
    private final WorkerExecutor workers;
    private final OriginMetrics metrics;

    LocalOrigin(WorkerExecutor workers, OriginMetrics metrics) {
        this.workers = workers;
        this.metrics = metrics;
    }

    @Override
    public Future<MediaSource> open(URI location, Trail trail) {
        return workers.executeBlocking(() -> LocalSource.find(location, metrics), false);
    }

    /** All of a file of no more than {@code maxBytes}. */
    Future<Document> document(URI location, int maxBytes) {
        return workers.executeBlocking(() -> LocalSource.find(location, metrics).document(location, maxBytes), false);
    }

    @Override
    public Future<MediaSource> recheck(URI location, MediaSource known, Trail trail) {
        return open(location, trail).map(found -> found.version().equals(known.version()) ? known : found);
    }
}
