package io.posterframe.database;

import com.zaxxer.hikari.HikariDataSource;
import io.posterframe.picture.Failure.DatabaseFailed;
import io.posterframe.picture.PictureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * The database that holds the state, with its schema brought up to date: PostgreSQL, or an H2 of the server's own that
 * speaks PostgreSQL's dialect. Thread-safe. Several servers may share one PostgreSQL.
 */
public final class Database implements AutoCloseable {
    private static final Duration LAST_TRANSACTIONS = Duration.ofSeconds(5);

    private final DatabaseConfig config;
    private final HikariDataSource connections;
    private final Jdbi jdbi;
    private final WorkerExecutor threads;
    private final DatabaseMetrics metrics;
    private final int maxWaiting;
    private final long patienceNanos;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Outage outage = new Outage();

    /** Shared by transactions that run; the end takes it for itself, since H2 loses its file if a thread is interrupted. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private volatile boolean closed;

    private Database(
            HikariDataSource connections, WorkerExecutor threads, DatabaseConfig config, DatabaseMetrics metrics) {
        this.config = config;
        this.metrics = metrics;
        this.connections = connections;
        this.threads = threads;
        jdbi = Jdbi.create(connections);
        jdbi.getConfig(SqlStatements.class)
                .setQueryTimeout(Math.toIntExact(config.queryTimeout().toSeconds()));
        maxWaiting = config.maxWaiting();
        patienceNanos = config.connectTimeout().toNanos();
    }

    /** As the other, without metrics. */
    public static Database open(Vertx vertx, DatabaseConfig config, Path folder) throws IOException {
        return open(vertx, config, folder, DatabaseMetrics.NONE);
    }

    /**
     * Connects and migrates. Blocks.
     *
     * @param folder where the server's own database is, if no other is configured; made when it is missing
     * @throws IOException when it can't be reached or migrated
     */
    public static Database open(Vertx vertx, DatabaseConfig config, Path folder, DatabaseMetrics metrics)
            throws IOException {
        HikariDataSource connections = Connections.open(config, folder);
        try {
            Migration.run(connections);
        } catch (IOException | RuntimeException e) {
            connections.close();
            throw e;
        }
        return new Database(
                connections,
                vertx.createSharedWorkerExecutor("posterframe-database", config.connections()),
                config,
                metrics);
    }

    /**
     * Does some work in one transaction on a thread of the database's own. Never blocks its caller; the answer comes on the
     * caller's context.
     *
     * @return fails as {@link #now} does, and with DatabaseFailed when too much waits already or it waited for too long
     */
    public <T> Future<T> transact(Function<Handle, T> work) {
        if (closed) {
            return Future.failedFuture(failure("it is closed"));
        }
        if (waiting.incrementAndGet() > maxWaiting) {
            waiting.decrementAndGet();
            metrics.databaseFailed();
            return Future.failedFuture(failure("more than " + maxWaiting + " transactions wait"));
        }
        long asked = System.nanoTime();
        Future<T> done = threads.executeBlocking(
                () -> {
                    waiting.decrementAndGet();
                    // while the database hangs, what waited behind others is not worth its own wait for a connection
                    if (System.nanoTime() - asked > patienceNanos) {
                        throw failure("no connection was free in time");
                    }
                    return now(work);
                },
                false);
        return done.onComplete(ended -> {
            metrics.transacted(System.nanoTime() - asked);
            if (ended.cause() instanceof PictureException known && known.failure() instanceof DatabaseFailed failed) {
                metrics.databaseFailed();
                outage.failed(failed.detail());
            } else {
                outage.worked();
            }
        });
    }

    /**
     * For a library that keeps tables of its own and asks for connections by itself. It must have ended before this is
     * closed, and must not be interrupted while it waits for a statement: H2 loses its file then.
     */
    public DataSource source() {
        return connections;
    }

    /** Whether several servers may use it. */
    public boolean isShared() {
        return !config.isOwn();
    }

    /** Listens on a channel until the subscription is closed, on a connection besides those of the pool. */
    public Subscription subscribe(String channel, Subscription.Listener listener) {
        return Subscription.begin(config.isOwn() ? null : () -> Connections.single(config), channel, listener);
    }

    /** How many transactions wait for a thread. */
    public int waiting() {
        return waiting.get();
    }

    /**
     * The same on the thread of the caller, which blocks. Fails with DatabaseFailed when the database does, with a
     * {@link ConflictException}, or with what the work throws; then nothing was changed.
     */
    public <T> T now(Function<Handle, T> work) {
        use.readLock().lock();
        try {
            if (closed) {
                throw failure("it is closed");
            }
            return jdbi.inTransaction(work::apply);
        } catch (RuntimeException e) {
            throw SqlProblems.translated(e);
        } finally {
            use.readLock().unlock();
        }
    }

    private static PictureException failure(String detail) {
        return new PictureException(new DatabaseFailed(detail));
    }

    /** Whether a statement failed since it would break a rule of the schema, such as a key that is there already. */
    public static boolean isConflict(Throwable problem) {
        return problem instanceof ConflictException
                || SqlProblems.state(problem).startsWith(SqlProblems.BROKEN_RULE);
    }

    /** Refuses new transactions, lets those that run end for a while, and closes the connections. Blocks. */
    @Override
    public void close() {
        closed = true;
        try {
            use.writeLock().tryLock(LAST_TRANSACTIONS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // the lock is never given back: there is no use any more
        threads.close();
        connections.close();
    }
}
