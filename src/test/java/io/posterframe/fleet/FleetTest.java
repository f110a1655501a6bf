package io.posterframe.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.posterframe.Until;
import io.posterframe.database.Database;
import io.posterframe.database.DatabaseConfig;
import io.posterframe.database.TestDatabase;
import io.posterframe.purge.Purge;
import io.posterframe.purge.Purged;
import io.posterframe.store.Changes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FleetTest {
    private static final Purge FILM = new Purge(Set.of("entry-film"), false);

    @TempDir
    Path folder;

    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(30, TimeUnit.SECONDS);
    }

    /** One server's part in a fleet, with what it was told. */
    private final class Node implements AutoCloseable, Replica, Changes {
        final Database database;
        final Fleet fleet;
        final List<String> told = new CopyOnWriteArrayList<>();

        Node(String name, DatabaseConfig config, InstantSource clock) throws IOException {
            database = Database.open(vertx, config, folder);
            fleet = new Fleet(vertx, database, name, PurgeConfig.DEFAULTS, this, FleetMetrics.NONE, clock);
        }

        Node join() {
            fleet.join(this);
            Until.holds("it listens", fleet::hears);
            return this;
        }

        @Override
        public Future<Purged> purge(Purge purge, long atMillis) {
            told.add((purge.soft() ? "soft " : "purge ") + purge.names());
            return Future.succeededFuture(new Purged(1, 2));
        }

        @Override
        public void restore(Purge purge, long atMillis) {
            told.add("restore " + purge.names());
        }

        @Override
        public void mergeBefore(long millis) {
            told.add("merge");
        }

        @Override
        public void entries(Collection<String> ids) {
            told.add("entries " + ids.stream().sorted().toList());
        }

        @Override
        public void everything() {
            told.add("everything");
        }

        @Override
        public void close() {
            fleet.close();
            database.close();
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.await(30, TimeUnit.SECONDS);
    }

    @Test
    void whatHappensOnOneIsHeededOnAllOthersOnce() throws Exception {
        DatabaseConfig config = TestDatabase.POSTGRESQL.fresh();
        try (Node one = new Node("one", config, InstantSource.system()).join();
                Node other = new Node("other", config, InstantSource.system()).join()) {
            assertEquals(new Purged(1, 2), get(one.fleet.purge(FILM)));
            get(one.fleet.purge(new Purge(Set.of("*"), true)));
            one.fleet.changes().entries(List.of("a", "b"));
            Until.holds("changes are told behind purges", () -> other.told.size() >= 3);
            one.fleet.changes().everything();
            Until.holds("all is heard", () -> other.told.size() >= 4);
            assertEquals(List.of("purge [entry-film]", "soft [*]", "entries [a, b]", "everything"), other.told);
            assertEquals(other.told, one.told, "one heeds its own at once, and not again");
        }
    }

    @Test
    void whoWasAwayCatchesUp() throws Exception {
        DatabaseConfig config = TestDatabase.POSTGRESQL.fresh();
        try (Node one = new Node("one", config, InstantSource.system()).join();
                Node other = new Node("other", config, InstantSource.system()).join()) {
            one.database.now(handle -> handle.createQuery("select count(pg_terminate_backend(pid))"
                            + " from pg_stat_activity where pid <> pg_backend_pid() and query like 'select 1%'")
                    .mapTo(Long.class)
                    .one());
            get(one.fleet.purge(FILM));
            Until.holds("it is heard", () -> other.told.size() == 1);
            Until.holds("both listen again", () -> one.fleet.hears() && other.fleet.hears());
            get(other.fleet.purge(FILM));
            Until.holds("the other way too", () -> one.told.size() == 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hardPurgesAreRestoredAtTheNextStart(TestDatabase kind) throws Exception {
        DatabaseConfig config = kind.fresh();
        try (Node before = new Node("one", config, InstantSource.system()).join()) {
            get(before.fleet.purge(FILM));
            get(before.fleet.purge(new Purge(Set.of("partner-1"), true)));
        }
        try (Node after = new Node("one", config, InstantSource.system()).join()) {
            assertEquals(List.of("restore [entry-film]"), after.told);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oldPurgesAreMerged(TestDatabase kind) throws Exception {
        DatabaseConfig config = kind.fresh();
        try (Node node = new Node("one", config, InstantSource.system())) {
            NoticesTable notices = new NoticesTable(kind == TestDatabase.POSTGRESQL);
            node.database.now(handle -> {
                notices.insert(handle, "one", Notice.Kind.PURGE, List.of("a"));
                notices.insert(handle, "one", Notice.Kind.PURGE, List.of("b"));
                notices.insert(handle, "one", Notice.Kind.CHANGE, List.of("c"));
                return null;
            });
            Instant later = Instant.now().plusSeconds(60);
            List<Notice> left = node.database.now(handle -> {
                notices.removeChanges(handle, later);
                notices.merge(handle, "one", later);
                notices.merge(handle, "one", Instant.now().minusSeconds(60));
                return notices.after(handle, 0, 10);
            });
            assertEquals(1, left.size());
            assertEquals(Notice.Kind.MERGED, left.get(0).kind());
            assertEquals(List.of("*"), left.get(0).names());
            assertFalse(left.get(0).at().isAfter(Instant.now()));
        }
    }
}
