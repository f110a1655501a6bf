package io.posterframe.cache;

import static io.posterframe.cache.SharedPictures.FILM;
import static io.posterframe.cache.SharedPictures.picture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.posterframe.Until;
import io.posterframe.bucket.S3rver;
import io.posterframe.purge.Purge;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shared tier in a store that others wrote. Needs npm and Node.js. */
@Tag("system")
class SharedTierSystemTest {
    @TempDir
    Path temp;

    @Test
    void whatOneMakesAnotherFindsUntilItsEntryIsPurged() throws Exception {
        Vertx vertx = Vertx.vertx();
        Samples.Clock clock = new Samples.Clock();
        try (S3rver store =
                        new S3rver(temp.resolve("store"), temp.resolve("errors").toFile());
                SharedPictures one = new SharedPictures(vertx, temp.resolve("one"), store.config("pictures/"), clock);
                SharedPictures other =
                        new SharedPictures(vertx, temp.resolve("other"), store.config("pictures/"), clock)) {
            assertNull(other.find("k"));
            CachedPicture made = picture("k", 50_000, clock);
            one.cache.share(made);
            one.cache.share(picture("stays", 50_000, clock));
            Until.holds("both are written", () -> one.writes(SharedWrite.WRITTEN) == 2);
            CachedPicture found = other.find("k");
            assertNotNull(found);
            assertEquals(((Bytes) made.body()).buffer(), ((Bytes) found.body()).buffer());
            assertEquals(FILM, found.names());
            assertNull(other.find("k", "another version", 0));
            other.cache.removeShared(new Purge(Set.of("entry-film"), false));
            Until.holds("they are gone", () -> one.find("k") == null && one.find("stays") == null);
            assertEquals(0, one.lookups(SharedLookup.FAILED) + other.lookups(SharedLookup.FAILED));
        } finally {
            vertx.close().await();
        }
    }
}
