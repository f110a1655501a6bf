package io.posterframe.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the notifications of one channel of a PostgreSQL, on a thread and a connection of its own. A notification may be
 * lost with its connection, so the listener is called after each, after each new connection, and every few seconds: it
 * looks for itself what is new. On a database of the server's own nothing is ever to be heard.
 */
public final class Subscription implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Subscription.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private static final Duration LAST_LOOK = Duration.ofSeconds(5);

    /** Looks for what is new. May block, and may throw when the database fails. */
    public interface Listener {
        /** @param deafFor how long it has been since the last call that succeeded */
        void look(Duration deafFor);
    }

    /** Connects; blocks. */
    interface Connector {
        Connection connect() throws SQLException;
    }

    private final @Nullable Connector connector;
    private final String channel;
    private final Listener listener;
    private final @Nullable Thread thread;
    private volatile @Nullable Connection open;
    private volatile boolean up;
    private volatile boolean closed;
    private boolean told;
    private volatile long lookedNanos = System.nanoTime();

    private Subscription(@Nullable Connector connector, String channel, Listener listener) {
        this.connector = connector;
        this.channel = channel;
        this.listener = listener;
        this.thread = connector == null ? null : new Thread(this::run, "posterframe-notices");
        this.up = connector == null;
    }

    /** @param channel a plain name */
    static Subscription begin(@Nullable Connector connector, String channel, Listener listener) {
        Subscription subscription = new Subscription(connector, channel, listener);
        if (subscription.thread != null) {
            subscription.thread.setDaemon(true);
            subscription.thread.start();
        }
        return subscription;
    }

    /** Whether it is connected. */
    public boolean isUp() {
        return up;
    }

    /** How long ago the last look began that succeeded; nothing where nothing is ever to be heard. */
    public Duration silentFor() {
        return connector == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lookedNanos);
    }

    private void run() {
        while (!closed) {
            try {
                listen();
            } catch (SQLException | RuntimeException e) {
                up = false;
                if (!closed && !told) {
                    told = true;
                    log.warn("notices of other servers can't be heard, tried again every second: {}", e.getMessage());
                }
            }
            pause();
        }
    }

    /** Until the connection breaks or this is closed. */
    private void listen() throws SQLException {
        if (connector == null) {
            return;
        }
        try (Connection connection = connector.connect();
                Statement statement = connection.createStatement()) {
            open = connection;
            statement.execute("listen " + channel);
            PGConnection notified = connection.unwrap(PGConnection.class);
            while (!closed) {
                look();
                if (!up) {
                    up = true;
                    told = false;
                    log.info("notices of other servers are heard");
                }
                notified.getNotifications((int) LOOK_EVERY.toMillis());
                // a connection that has gone quietly hears nothing for ever
                statement.execute("select 1");
            }
        } finally {
            open = null;
            up = false;
        }
    }

    private void look() {
        long begun = System.nanoTime();
        listener.look(Duration.ofNanos(begun - lookedNanos));
        lookedNanos = begun;
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(closed ? 0 : TRY_AGAIN.toMillis());
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Ends a look that runs within a bound. Blocks. */
    @Override
    public void close() {
        closed = true;
        Connection connection = open;
        try {
            if (connection != null) {
                connection.abort(Runnable::run);
            }
            if (thread != null) {
                thread.join(LAST_LOOK.toMillis());
            }
        } catch (SQLException e) {
            log.debug("the end of a connection", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
