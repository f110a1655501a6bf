package io.posterframe.database;

import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The kinds of database that a test runs on: {@code @ParameterizedTest @EnumSource TestDatabase kind}. There is one
 * PostgreSQL server a test JVM, started when it is first needed and ended with the JVM.
 */
public enum TestDatabase {
    H2 {
        @Override
        public DatabaseConfig fresh() {
            return DatabaseConfig.DEFAULTS;
        }
    },
    POSTGRESQL {
        @Override
        public DatabaseConfig fresh() {
            String name = "test" + COUNT.incrementAndGet();
            try (Connection connection = Server.INSTANCE.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return at("jdbc:postgresql://127.0.0.1:" + Server.INSTANCE.getPort() + "/" + name);
        }
    };

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Of an empty database that nobody else uses; of H2's kind it is where the folder is that it is opened with. */
    public abstract DatabaseConfig fresh();

    /** Opens an empty database. @param folder where H2 keeps it; PostgreSQL doesn't use it */
    public Database open(Vertx vertx, Path folder) throws IOException {
        return Database.open(vertx, fresh(), folder);
    }

    /** As the options of a whole server: key, value, key, value. */
    public static String[] options(DatabaseConfig config) {
        return config.url().isEmpty()
                ? new String[0]
                : new String[] {"database.url", config.url(), "database.user", config.user()};
    }

    /** The test server's user at this URL, with few connections. */
    static DatabaseConfig at(String url) {
        DatabaseConfig defaults = DatabaseConfig.DEFAULTS;
        return new DatabaseConfig(
                url, "postgres", "", 4, defaults.connectTimeout(), defaults.queryTimeout(), defaults.maxWaiting());
    }

    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
