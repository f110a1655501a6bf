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

    private Connections() {}

    /**
     * Blocks.
     *
     * @throws IOException when it can't be reached; its message says why
     */
    static HikariDataSource open(DatabaseConfig config, Path folder) throws IOException {
        HikariConfig pool = config.isOwn() ? own(config, folder) : postgresql(config);
        pool.setMaximumPoolSize(config.connections());
        pool.setConnectionTimeout(config.connectTimeout().toMillis());
        pool.setPoolName("database");
        // it is asked for below: then one that is just starting is waited for, and what is wrong is logged once
        pool.setInitializationFailTimeout(-1);
        HikariDataSource connections = new HikariDataSource(pool);
        try {
            connections.getConnection().close();
            return connections;
        } catch (SQLException e) {
            connections.close();
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

    /** An H2 in a file, which the server alone has open. What was committed is in the file when commit returns. */
    private static HikariConfig own(DatabaseConfig config, Path folder) throws IOException {
        Path place = folder.toAbsolutePath();
        if (place.toString().indexOf(';') >= 0) {
            throw new IOException("a database can't be kept in a folder with ';' in its path: " + place);
        }
        Files.createDirectories(place);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            // secrets of accounts are in it
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
        }
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl("jdbc:h2:file:" + place.resolve("posterframe")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                + ";WRITE_DELAY=0;CACHE_SIZE=16384;LOCK_TIMEOUT="
                + config.queryTimeout().toMillis()
                + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0");
        pool.setUsername("posterframe");
        pool.setPassword("");
        return pool;
    }
}
