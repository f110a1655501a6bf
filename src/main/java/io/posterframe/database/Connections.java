package io.posterframe.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** Connects to a database of either kind. */
final class Connections {
    /** A connection that is silent for longer than a statement may run is broken off. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /** One that asks, and those that the library takes which knows the schema. */
    private static final int LOOKING = 4;

    private Connections() {}

    /**
     * Blocks.
     *
     * @throws IOException when it can't be reached; its message says why
     */
    static HikariDataSource open(DatabaseConfig config, Path folder) throws IOException {
        return open(config, config.isOwn() ? own(config, make(folder), "") : postgresql(config), config.connections());
    }

    /**
     * To look only: makes nothing, and changes nothing in a file that is opened so.
     *
     * @throws IOException as {@link #open}
     */
    static HikariDataSource openToRead(DatabaseConfig config, Path folder) throws IOException {
        HikariConfig pool =
                config.isOwn() ? own(config, place(folder), ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE") : postgresql(config);
        pool.setReadOnly(true);
        pool.setMinimumIdle(1);
        return open(config, pool, LOOKING);
    }

    private static HikariDataSource open(DatabaseConfig config, HikariConfig pool, int connections) throws IOException {
        pool.setMaximumPoolSize(connections);
        pool.setConnectionTimeout(config.connectTimeout().toMillis());
        pool.setPoolName("database");
        // it is asked for below: then one that is just starting is waited for, and what is wrong is logged once
        pool.setInitializationFailTimeout(-1);
        HikariDataSource opened = new HikariDataSource(pool);
        try {
            opened.getConnection().close();
            return opened;
        } catch (SQLException e) {
            opened.close();
            throw new IOException("the database can't be reached: " + SqlProblems.shown(e), e);
        }
    }

    private static HikariConfig postgresql(DatabaseConfig config) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(config.url());
        pool.setUsername(config.user());
        pool.setPassword(config.password());
        pool.setDataSourceProperties(properties(config));
        return pool;
    }

    private static Properties properties(DatabaseConfig config) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "posterframe");
        properties.setProperty("connectTimeout", seconds(config.connectTimeout()));
        properties.setProperty("socketTimeout", seconds(config.queryTimeout().plus(SILENCE)));
        properties.setProperty("tcpKeepAlive", "true");
        // it would put values, among them secrets, into messages
        properties.setProperty("logServerErrorDetail", "false");
        return properties;
    }

    /** One connection to a PostgreSQL, which is its caller's. Blocks. */
    static Connection single(DatabaseConfig config) throws SQLException {
        Properties properties = properties(config);
        properties.setProperty("user", config.user());
        properties.setProperty("password", config.password());
        return DriverManager.getConnection(config.url(), properties);
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }

    private static Path place(Path folder) throws IOException {
        Path place = folder.toAbsolutePath();
        if (place.toString().indexOf(';') >= 0) {
            throw new IOException("a database can't be kept in a folder with ';' in its path: " + place);
        }
        return place;
    }

    private static Path make(Path folder) throws IOException {
        Path place = Files.createDirectories(place(folder));
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            // secrets of accounts are in it
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
        }
        return place;
    }

    /** An H2 in a file, which the server alone has open. What was committed is in the file when commit returns. */
    private static HikariConfig own(DatabaseConfig config, Path place, String more) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl("jdbc:h2:file:" + place.resolve("posterframe")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                + ";WRITE_DELAY=0;CACHE_SIZE=16384;LOCK_TIMEOUT="
                + config.queryTimeout().toMillis()
                + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0"
                + more);
        pool.setUsername("posterframe");
        pool.setPassword("");
        return pool;
    }
}
