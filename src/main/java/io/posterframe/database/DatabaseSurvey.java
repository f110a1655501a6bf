package io.posterframe.database;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/**
 * A look at a database that changes nothing in it.
 *
 * @param product   its name and version
 * @param schema    the version of its schema, empty when there is none yet
 * @param pending   how many migrations a server would run at its start
 * @param obstacles why a server could not start with it, each with what to do; empty when it could
 * @param ahead     how far its clock is before ours, within what a question takes
 */
public record DatabaseSurvey(
        String product, Optional<String> schema, int pending, List<Obstacle> obstacles, Duration ahead) {
    private static final String FILE = "posterframe.mv.db";
    private static final int OLDEST_POSTGRESQL = 12;

    public DatabaseSurvey {
        obstacles = List.copyOf(obstacles);
    }

    /** What is in the way, and how it is put out of it. */
    public record Obstacle(String what, String advice) {}

    /** Whether there is a database to look at: a server's own is made at its first start. */
    public static boolean isThere(DatabaseConfig config, Path folder) {
        return !config.isOwn() || Files.exists(folder.resolve(FILE));
    }

    /**
     * Connects and looks. Blocks.
     *
     * @param folder where the server's own database is; no server may have it open, and none can open it meanwhile
     * @throws IOException when it can't be reached or read
     */
    public static DatabaseSurvey of(DatabaseConfig config, Path folder) throws IOException {
        try (HikariDataSource connections = Connections.openToRead(config, folder)) {
            Flyway flyway = Migration.flyway(connections)
                    // what a start would mend or let pass
                    .ignoreMigrationPatterns("*:pending", "*:future")
                    .load();
            try (Connection connection = connections.getConnection()) {
                return look(config, connection, flyway);
            }
        } catch (SQLException e) {
            throw new IOException("the database can't be read: " + SqlProblems.shown(e), e);
        } catch (FlywayException e) {
            throw new IOException("the database's schema can't be read: " + e.getMessage(), e);
        }
    }

    private static DatabaseSurvey look(DatabaseConfig config, Connection connection, Flyway flyway)
            throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        MigrationInfoService migrations = flyway.info();
        MigrationInfo current = migrations.current();
        int pending = migrations.pending().length;
        List<Obstacle> obstacles = new ArrayList<>();
        if (current == null) {
            if (hasTables(connection)) {
                obstacles.add(new Obstacle(
                        "its schema holds tables that are not Posterframe's",
                        "give Posterframe a database, or a schema, of its own"));
            }
        } else {
            var validated = flyway.validateWithResult();
            if (!validated.validationSuccessful) {
                obstacles.add(new Obstacle(
                        "its schema is not what this version made: " + validated.getAllErrorMessages(),
                        "restore a backup, or run the version that made it"));
            }
        }
        if (!config.isOwn()) {
            lookAtPostgresql(connection, about.getDatabaseMajorVersion(), pending, obstacles);
        }
        return new DatabaseSurvey(
                about.getDatabaseProductName() + " " + about.getDatabaseProductVersion(),
                Optional.ofNullable(current)
                        .map(MigrationInfo::getVersion)
                        .map(version -> version == null ? "?" : version.toString()),
                pending,
                obstacles,
                ahead(connection));
    }

    private static void lookAtPostgresql(Connection connection, int version, int pending, List<Obstacle> obstacles)
            throws SQLException {
        if (version < OLDEST_POSTGRESQL) {
            obstacles.add(new Obstacle(
                    "it is older than PostgreSQL " + OLDEST_POSTGRESQL,
                    "use PostgreSQL " + OLDEST_POSTGRESQL + " or newer"));
        }
        if (isTrue(
                connection,
                "select pg_is_in_recovery() or current_setting('default_transaction_read_only')::boolean")) {
            obstacles.add(new Obstacle("it can only be read", "let database.url name the primary"));
        } else if (pending > 0
                && !isTrue(
                        connection,
                        "select coalesce(has_schema_privilege(current_user, current_schema(), 'CREATE'), false)")) {
            obstacles.add(new Obstacle(
                    "its user may make no tables, and the schema has to be brought up to date",
                    "GRANT CREATE ON SCHEMA public TO the user of database.user, or make that user the owner"));
        }
    }

    private static boolean isTrue(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static boolean hasTables(Connection connection) throws SQLException {
        String schema = connection.getSchema();
        try (ResultSet tables = connection
                .getMetaData()
                .getTables(connection.getCatalog(), schema, "%", new String[] {"TABLE", "BASE TABLE"})) {
            return schema != null && tables.next();
        }
    }

    private static Duration ahead(Connection connection) throws SQLException {
        Instant before = Instant.now();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select current_timestamp")) {
            rows.next();
            Instant theirs = rows.getObject(1, OffsetDateTime.class).toInstant();
            Instant after = Instant.now();
            if (theirs.isBefore(before)) {
                return Duration.between(before, theirs);
            }
            return theirs.isAfter(after) ? Duration.between(after, theirs) : Duration.ZERO;
        }
    }
}
