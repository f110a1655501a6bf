package io.posterframe.dialect.photoframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.posterframe.database.Database;
import io.posterframe.database.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoredNoncesTest {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private Instant now = Instant.ofEpochSecond(1_700_000_000);

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(60, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void letsOneOfManyThrough(TestDatabase kind) throws Exception {
        try (Database database = kind.open(vertx, folder)) {
            long second = now.getEpochSecond();
            StoredNonces nonces = new StoredNonces(database, TOLERANCE, () -> now);
            List<Future<Boolean>> all = Stream.generate(() -> nonces.first("key", "token", second, "n"))
                    .limit(20)
                    .toList();
            await(Future.all(all));
            assertEquals(1, all.stream().filter(Future::result).count());
            assertTrue(await(nonces.first("key", "token", second + 1, "n")));
            assertTrue(await(nonces.first("key", "", second, "n")));
            assertTrue(await(nonces.first("other", "token", second, "n")));
            assertFalse(await(new StoredNonces(database, TOLERANCE, () -> now).first("other", "token", second, "n")));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void forgetsWhatTheTimestampRefusesAnyhow(TestDatabase kind) throws Exception {
        try (Database database = kind.open(vertx, folder)) {
            StoredNonces nonces = new StoredNonces(database, TOLERANCE, () -> now);
            long second = now.getEpochSecond();
            assertTrue(await(nonces.first("key", "token", second, "n")));
            now = now.plus(TOLERANCE);
            assertFalse(await(nonces.first("key", "token", second, "n")));
            now = now.plus(TOLERANCE);
            await(nonces.first("key", "token", now.getEpochSecond(), "other"));
            int left = await(database.transact(handle -> handle.createQuery("select count(*) from photo_nonces")
                    .mapTo(Integer.class)
                    .one()));
            assertEquals(1, left);
        }
    }
}
