package io.posterframe.job;

import io.posterframe.database.Database;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What waits in the database, as it was when it was last asked, some seconds ago: so looking costs nothing. Servers that
 * share a database all say the same. Numbers are NaN while it is not known. Safe on every thread; never blocks.
 */
public final class JobBacklog implements AutoCloseable {
    private static final long EVERY_MILLIS = 10_000;

    private final Vertx vertx;
    private final Database database;
    private final InstantSource clock;
    private final long timer;
    private volatile boolean asking;
    private volatile @Nullable Census census;

    /**
     * Jobs that have not ended.
     *
     * @param pending       those that nobody has begun
     * @param oldestPending when the oldest of them was ordered, null for none
     * @param oldest        the same of all
     */
    record Census(long pending, @Nullable Instant oldestPending, @Nullable Instant oldest) {}

    JobBacklog(Vertx vertx, Database database, InstantSource clock) {
        this.vertx = vertx;
        this.database = database;
        this.clock = clock;
        this.timer = vertx.setPeriodic(0, EVERY_MILLIS, id -> ask());
    }

    /** One question at a time: the database may be slow. */
    private void ask() {
        if (!asking) {
            asking = true;
            database.transact(FrameJobsTable::census).onComplete(asked -> {
                census = asked.result();
                asking = false;
            });
        }
    }

    /** Jobs that nobody has begun. */
    public double waiting() {
        Census known = census;
        return known == null ? Double.NaN : known.pending();
    }

    /** How long the oldest of these has waited; 0 for none. */
    public double oldestWaitingSeconds() {
        Census known = census;
        return known == null ? Double.NaN : age(known.oldestPending());
    }

    /** How long ago the oldest job was ordered that has not ended; 0 for none. */
    public double oldestSeconds() {
        Census known = census;
        return known == null ? Double.NaN : age(known.oldest());
    }

    private double age(@Nullable Instant ordered) {
        return ordered == null
                ? 0
                : Math.max(0, Duration.between(ordered, clock.instant()).toMillis() / 1e3);
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
