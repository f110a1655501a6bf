package io.posterframe.dialect.photoframe;

import io.posterframe.database.Database;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;

/**
 * Nonces in the database, where a restart keeps them and all nodes see them. Only a holder of a secret adds one, and what
 * the timestamps' tolerance refuses anyhow is removed once a minute.
 */
final class StoredNonces implements Nonces {
    private static final long CLEAN_EVERY_MILLIS = 60_000;

    private final Database database;
    private final Duration tolerance;
    private final InstantSource clock;
    private final AtomicLong cleanAtMillis = new AtomicLong();

    /** @param tolerance how far a timestamp may be from this clock */
    StoredNonces(Database database, Duration tolerance, InstantSource clock) {
        this.database = database;
        this.tolerance = tolerance;
        this.clock = clock;
    }

    @Override
    public Future<Boolean> first(String consumerKey, String token, long second, String nonce) {
        long now = clock.millis();
        long due = cleanAtMillis.get();
        boolean clean = now >= due && cleanAtMillis.compareAndSet(due, now + CLEAN_EVERY_MILLIS);
        return database.transact(handle -> {
            if (clean) {
                clean(handle, now);
            }
            return handle.createUpdate("insert into photo_nonces (consumer_key, token, issued_second, nonce)"
                                    + " values (:key, :token, :second, :nonce) on conflict do nothing")
                            .bind("key", consumerKey)
                            .bind("token", token)
                            .bind("second", second)
                            .bind("nonce", nonce)
                            .execute()
                    == 1;
        });
    }

    private void clean(Handle handle, long nowMillis) {
        handle.createUpdate("delete from photo_nonces where issued_second < :second")
                .bind("second", nowMillis / 1000 - tolerance.toSeconds() - 1)
                .execute();
    }
}
