package io.posterframe.database;

import java.io.IOException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings the schema up to date. Of several servers that start at once one does it, and the others wait. */
final class Migration {
    private Migration() {}

    /** What migrates the schema, and what looks at it. */
    static FluentConfiguration flyway(DataSource connections) {
        return Flyway.configure().dataSource(connections).locations("classpath:db/migration");
    }

    /**
     * Blocks.
     *
     * @throws IOException when a migration fails or the schema is not ours
     */
    static void run(DataSource connections) throws IOException {
        try {
            flyway(connections).load().migrate();
        } catch (FlywayException e) {
            throw new IOException("the database can't be migrated: " + e.getMessage(), e);
        }
    }
}
