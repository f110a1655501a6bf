package io.posterframe.archive;

import io.posterframe.bucket.S3rver;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The archive in a store that others wrote. Needs npm and Node.js. */
@Tag("system")
class BucketArchiveSystemTest extends ArchiveContract {
    @TempDir
    static Path temp;

    private static S3rver store;

    private final String prefix = "posterframe/" + UUID.randomUUID() + "/";

    @BeforeAll
    static void start() throws Exception {
        store = new S3rver(temp.resolve("store"), temp.resolve("errors").toFile());
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Override
    Archive open() {
        return new BucketArchive(store.config(prefix));
    }
}
