package io.posterframe.fleet;

import io.posterframe.database.Database;
import io.posterframe.database.Subscription;
import io.posterframe.fleet.Notice.Kind;
import io.posterframe.purge.Purge;
import io.posterframe.purge.Purged;
import io.posterframe.purge.Purger;
import io.posterframe.store.Changes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All servers that share the database, as this one sees them: what happens here is told to the others, and what they tell is
 * heeded here. Thread-safe; only {@link #join} and {@link #close} block.
 *
 * <p>Who was away reads what came meanwhile. Purges are kept for {@code purge.keep}, so that a restart finds its files on disk
 * as purged as they were; changes of entries for an hour, as nobody remembers an entry for longer without asking again.
 */
public final class Fleet implements Purger, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Fleet.class);

    private static final Duration KEEP_CHANGES = Duration.ofHours(1);
    private static final Duration UPKEEP = Duration.ofMinutes(10);

    /** By how much the clocks of servers and database may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

    /** Twice as long as between two looks for what is new. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private static final int AT_ONCE = 500;

    /** More are told as everything. */
    private static final int MOST_ENTRIES = 2_000;

    private final Vertx vertx;
    private final Database database;
    private final String node;
    private final PurgeConfig config;
    private final Changes own;
    private final FleetMetrics metrics;
    private final InstantSource clock;
    private final NoticesTable notices;
    private @Nullable Replica replica;
    private @Nullable Subscription subscription;
    private long upkeep;

    /** Only the subscription's thread uses it after the start. */
    private long heeded;

    /**
     * Neither asks nor tells yet.
     *
     * @param node what this server is called in the database
     * @param own  told of what is written here or elsewhere
     */
    public Fleet(
            Vertx vertx,
            Database database,
            String node,
            PurgeConfig config,
            Changes own,
            FleetMetrics metrics,
            InstantSource clock) {
        this.vertx = vertx;
        this.database = database;
        this.node = node;
        this.config = config;
        this.own = own;
        this.metrics = metrics;
        this.clock = clock;
        notices = new NoticesTable(database.isShared());
    }

    /** Brings back the purges of before, and listens from then on. Once, before anything is purged. Blocks. */
    public void join(Replica server) {
        replica = server;
        heeded = database.now(handle -> restore(handle, server));
        upkeep = vertx.setPeriodic(UPKEEP.toMillis(), timer -> upkeep(server));
        subscription = database.subscribe(NoticesTable.CHANNEL, deafFor -> heedNew(server, deafFor));
    }

    /** Nothing that there is was made later than now, whatever the database's clock says. */
    private long restore(Handle handle, Replica server) {
        long last = notices.last(handle);
        AtomicInteger names = new AtomicInteger();
        notices.purges(handle, notice -> {
            boolean tooMany = names.addAndGet(notice.names().size()) > config.maxNames();
            Set<String> named = tooMany ? Set.of(Purge.ALL) : Set.copyOf(notice.names());
            server.restore(new Purge(named, false), byClockHere(notice));
            return !tooMany && !named.contains(Purge.ALL);
        });
        return last;
    }

    private long byClockHere(Notice notice) {
        long slack = database.isShared() ? CLOCKS_DIFFER.toMillis() : 0;
        return Math.min(notice.at().toEpochMilli() + slack, clock.millis());
    }

    @Override
    public Future<Purged> purge(Purge purge) {
        Future<Purged> purged = Objects.requireNonNull(replica).purge(purge, clock.millis());
        metrics.purged(purge.soft(), false);
        Kind kind = purge.soft() ? Kind.SOFT_PURGE : Kind.PURGE;
        return tell(kind, purge.names()).compose(told -> purged);
    }

    /** For whoever writes entries: here first, then on the others. */
    public Changes changes() {
        return new Changes() {
            @Override
            public void entries(Collection<String> ids) {
                own.entries(ids);
                if (ids.size() > MOST_ENTRIES) {
                    tellOfChange(List.of());
                    return;
                }
                List<String> all = new ArrayList<>(ids);
                for (int from = 0; from < all.size(); from += AT_ONCE) {
                    tellOfChange(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
                }
            }

            @Override
            public void everything() {
                own.everything();
                tellOfChange(List.of());
            }
        };
    }

    private void tellOfChange(Collection<String> ids) {
        if (database.isShared()) {
            tell(Kind.CHANGE, ids)
                    .onFailure(problem -> log.warn(
                            "other servers were not told of a change, and see it when they next look: {}",
                            problem.getMessage()));
        }
    }

    private Future<Void> tell(Kind kind, Collection<String> names) {
        return database.transact(handle -> {
            notices.insert(handle, node, kind, names);
            return null;
        });
    }

    /** On the subscription's thread, after each notification and from time to time. Blocks. */
    private void heedNew(Replica server, Duration deafFor) {
        if (deafFor.compareTo(KEEP_CHANGES) > 0) {
            own.everything();
            server.purge(new Purge(Set.of(Purge.ALL), true), clock.millis());
        }
        List<Notice> found;
        do {
            found = database.now(handle -> notices.after(handle, heeded, AT_ONCE));
            for (Notice notice : found) {
                if (!notice.node().equals(node)) {
                    tryToHeed(notice, server);
                }
                heeded = notice.id();
            }
        } while (found.size() == AT_ONCE);
    }

    /** One that can't be heeded must not keep those behind it away. */
    private void tryToHeed(Notice notice, Replica server) {
        try {
            heed(notice, server);
        } catch (RuntimeException e) {
            log.error("a notice of another server could not be heeded", e);
        }
    }

    private void heed(Notice notice, Replica server) {
        metrics.heeded();
        switch (notice.kind()) {
            case PURGE, SOFT_PURGE -> {
                boolean soft = notice.kind() == Kind.SOFT_PURGE;
                // by the clock here, which is also that of the pictures here: it is later than the purge was there
                server.purge(new Purge(Set.copyOf(notice.names()), soft), clock.millis());
                metrics.purged(soft, true);
            }
            case MERGED -> server.restore(new Purge(Set.of(Purge.ALL), false), byClockHere(notice));
            case CHANGE -> {
                if (notice.names().isEmpty()) {
                    own.everything();
                } else {
                    own.entries(notice.names());
                }
            }
        }
    }

    private void upkeep(Replica server) {
        server.mergeBefore(clock.millis() - config.keep().toMillis());
        database.transact(handle -> {
                    Instant now = notices.now(handle);
                    notices.removeChanges(handle, now.minus(KEEP_CHANGES.multipliedBy(2)));
                    notices.merge(handle, node, now.minus(config.keep()));
                    return null;
                })
                .onFailure(
                        problem -> log.debug("notices were not cleared, and are next time: {}", problem.getMessage()));
    }

    /** Whether notices of other servers come in at the moment; of a database that others can't use it is always so. */
    public boolean hears() {
        return subscription != null && subscription.isUp();
    }

    /** Whether all that other servers told until {@link #LONGEST_SILENCE} ago has been heeded, for sure. */
    public boolean isUpToDate() {
        return subscription != null
                && subscription.isUp()
                && subscription.silentFor().compareTo(LONGEST_SILENCE) < 0;
    }

    @Override
    public void close() {
        vertx.cancelTimer(upkeep);
        if (subscription != null) {
            subscription.close();
        }
    }
}
