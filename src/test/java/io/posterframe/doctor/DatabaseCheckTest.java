package io.posterframe.doctor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.database.Database;
import io.posterframe.database.DatabaseConfig;
import io.posterframe.database.TestDatabase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseCheckTest {
    private static Vertx vertx;

    @TempDir
    Path data;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private String look(DatabaseConfig config) throws InterruptedException {
        return Looked.at(new DatabaseCheck(config, data, new Occupancy()));
    }

    @Test
    void readsAnH2ThatNobodyHasWithoutAChange() throws Exception {
        assertTrue(look(DatabaseConfig.DEFAULTS).startsWith("ok H2 in " + data.resolve("database") + "; it will be"));
        assertFalse(Files.exists(data.resolve("database")));

        Files.createFile(data.resolve("lock"));
        Database.open(vertx, DatabaseConfig.DEFAULTS, data.resolve("database")).close();
        Path file = data.resolve("database/posterframe.mv.db");
        byte[] before = Files.readAllBytes(file);
        String found = look(DatabaseConfig.DEFAULTS);
        assertTrue(found.startsWith("ok H2 ") && found.endsWith(" is up to date"), found);
        assertArrayEquals(before, Files.readAllBytes(file));

        Files.writeString(file, "no database");
        found = look(hasty(""));
        assertTrue(found.startsWith("problem ") && found.contains("-> restore a backup of"), found);
    }

    @Test
    void leavesAnH2ToTheServerThatHasIt() throws Exception {
        Occupancy taken = new Occupancy();
        taken.is(Occupancy.State.TAKEN);
        String found = Looked.at(new DatabaseCheck(DatabaseConfig.DEFAULTS, data, taken));
        assertTrue(found.endsWith("open in the running server, which alone may read it"), found);
    }

    @Test
    void tellsWhatAStartWouldDoToAPostgresql() throws Exception {
        DatabaseConfig config = TestDatabase.POSTGRESQL.fresh();
        String found = look(config);
        assertTrue(
                found.matches("ok PostgreSQL .*, its schema will be made and brought up to date by \\d+ migrations .*"),
                found);
        assertEquals(0, tables(config), "nothing was migrated");

        Database.open(vertx, config, data).close();
        found = look(config);
        assertTrue(found.matches("ok PostgreSQL .*, schema \\d+ is up to date"), found);

        execute(
                config,
                "delete from flyway_schema_history where installed_rank = (select max(installed_rank) from flyway_schema_history)");
        found = look(config);
        assertTrue(found.matches(".*schema \\d+ will be brought up to date by 1 migration at the next start.*"), found);

        execute(config, "update flyway_schema_history set checksum = 1 where version = '1'");
        found = look(config);
        assertTrue(found.startsWith("problem ") && found.contains("is not what this version made"), found);
    }

    @Test
    void tellsWhatIsInTheWayInAPostgresql() throws Exception {
        DatabaseConfig config = TestDatabase.POSTGRESQL.fresh();
        execute(config, "create role reader login");
        DatabaseConfig reader = new DatabaseConfig(
                config.url(), "reader", "", 4, config.connectTimeout(), config.queryTimeout(), config.maxWaiting());
        execute(config, "revoke create on schema public from public");
        String found = look(reader);
        assertTrue(found.contains("-> GRANT CREATE ON SCHEMA public"), found);

        execute(config, "create table theirs (id int)");
        found = look(config);
        assertTrue(found.startsWith("problem ") && found.contains("tables that are not Posterframe's"), found);

        execute(config, "alter database " + name(config) + " set default_transaction_read_only = on");
        found = look(config);
        assertTrue(found.contains("it can only be read -> let database.url name the primary"), found);
    }

    @Test
    void doesNotWaitForOneThatIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            DatabaseConfig config = hasty("jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x");
            long began = System.nanoTime();
            String found = look(config);
            assertTrue(found.startsWith("problem ") && found.contains("-> see that the server named by"), found);
            assertFalse(found.contains("a secret"), found);
            assertTrue(System.nanoTime() - began < Duration.ofSeconds(10).toNanos());
        }
    }

    private static DatabaseConfig hasty(String url) {
        return new DatabaseConfig(url, "u", "a secret", 1, Duration.ofMillis(500), Duration.ofSeconds(1), 1);
    }

    private static String name(DatabaseConfig config) {
        return config.url().substring(config.url().lastIndexOf('/') + 1);
    }

    private static void execute(DatabaseConfig config, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(config.url(), config.user(), config.password());
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static int tables(DatabaseConfig config) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(config.url(), config.user(), config.password());
                var sql = connection.createStatement();
                var rows = sql.executeQuery(
                        "select count(*) from information_schema.tables where table_schema = 'public'")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
