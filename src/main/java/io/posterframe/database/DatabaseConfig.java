package io.posterframe.database;

import io.posterframe.picture.Doc;
import io.posterframe.picture.Range;
import java.time.Duration;
import java.util.regex.Pattern;

/** Where the state is kept. */
public record DatabaseConfig(
        @Doc("A PostgreSQL database as a JDBC URL, jdbc:postgresql://host/name. "
                        + "Empty for a database of the server's own in its data folder.")
                String url,
        @Doc("The user of that database.") String user,
        @Doc("The user's password.") String password,
        @Doc("Connections, and so queries at once.") @Range(min = 1, max = 256) int connections,
        @Doc("A transaction that got no connection for so long is given up.") @Range(min = 250, max = 60_000)
                Duration connectTimeout,
        @Doc("A statement that ran for so long is given up.") @Range(min = 1000, max = 600_000) Duration queryTimeout,
        @Doc("Transactions that may wait for a connection. More are refused at once.") @Range(min = 1, max = 100_000)
                int maxWaiting) {

    private static final Pattern CREDENTIALS =
            Pattern.compile("[?&](user|password)=|//[^/]*@", Pattern.CASE_INSENSITIVE);

    public static final DatabaseConfig DEFAULTS =
            new DatabaseConfig("", "posterframe", "", 8, Duration.ofSeconds(5), Duration.ofSeconds(30), 1000);

    public DatabaseConfig {
        if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("url must begin with jdbc:postgresql: or be empty");
        }
        if (CREDENTIALS.matcher(url).find()) {
            // an error message may hold the URL
            throw new IllegalArgumentException(
                    "url must not hold a user or a password: they have options of their own");
        }
    }

    /** Whether it is the server's own database rather than a PostgreSQL. */
    public boolean isOwn() {
        return url.isEmpty();
    }

    /** Without the password, so that it doesn't get into a log. */
    @Override
    public String toString() {
        return "DatabaseConfig[" + url + "]";
    }
}
