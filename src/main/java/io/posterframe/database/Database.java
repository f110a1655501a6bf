package io.posterframe.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The database that holds the state, with its schema brought up to date: PostgreSQL, or an H2 of the server's own that
 * speaks PostgreSQL's dialect. Thread-safe.
 */
public final class Database implements AutoCloseable {
    private final HikariDataSource connections;
    private final Jdbi jdbi;
    private final WorkerExecutor threads;

    private Database(HikariDataSource connections, WorkerExecutor threads) {
        this.connections = connections;
        this.jdbi = Jdbi.create(connections);
        this.threads = threads;
    }

    /**
     * Connects and migrates. Blocks.
     *
     * @param folder where the server's own database is, if no other is configured
     * @throws IOException when it can't be reached or migrated
     */
    public static Database open(Vertx vertx, DatabaseConfig config, Path folder) throws IOException {
        HikariConfig pool = new HikariConfig();
        boolean own = config.url().isEmpty();
        pool.setJdbcUrl(
                own
                        ? "jdbc:h2:file:" + folder.toAbsolutePath().resolve("posterframe")
                                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE"
                        : config.url());
        pool.setUsername(own ? "posterframe" : config.user());
        pool.setPassword(own ? "" : config.password());
        pool.setMaximumPoolSize(config.connections());
        pool.setConnectionTimeout(config.connectTimeout().toMillis());
        pool.setPoolName("database");
        HikariDataSource connections;
        try {
            connections = new HikariDataSource(pool);
        } catch (RuntimeException e) {
            throw new IOException("the database can't be reached: " + e.getMessage(), e);
        }
        try {
            Flyway.configure().dataSource(connections).load().migrate();
        } catch (FlywayException e) {
            connections.close();
            throw new IOException("the database can't be migrated: " + e.getMessage(), e);
        }
        return new Database(
                connections, vertx.createSharedWorkerExecutor("posterframe-database", config.connections()));
    }

    /**
     * Does some work in one transaction on a thread of the database's own. Never blocks its caller; the answer comes on the
     * caller's context.
     *
     * @return fails with DatabaseFailed when the database does, else with what the work throws
     */
    public <T> Future<T> transact(Function<Handle, T> work) {
        return threads.executeBlocking(() -> now(work), false);
    }

    /** The same on the thread of the caller, which blocks. */
    public <T> T now(Function<Handle, T> work) {
        try {
            return jdbi.inTransaction(work::apply);
        } catch (JdbiException e) {
            throw new PictureException(new Failure.DatabaseFailed(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new PictureException(new Failure.DatabaseFailed(String.valueOf(e)));
        }
    }

    /** Whether a statement failed since it would break a rule of the schema, such as a key that is there already. */
    public static boolean isConflict(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("23");
            }
        }
        return false;
    }

    /** Lets queries that run end, and closes the connections. */
    @Override
    public void close() {
        threads.close();
        connections.close();
    }
}
