package io.posterframe.store;

import io.posterframe.catalog.Medium;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry's row.
 *
 * @param id            1 to 128 characters, as {@code catalog} allows them
 * @param partnerId     the account that it belongs to
 * @param name          for people, up to 255 characters, perhaps empty
 * @param kind          VIDEO or IMAGE
 * @param status        what may be served of it
 * @param token         by which the 23 Video API is asked for it, 1 to 128 characters; null for none
 * @param defaultOffset where the poster of a video is taken, 0 or more; null for the server's default
 * @param profileId     its access profile; null for none
 */
public record StoredEntry(
        String id,
        String partnerId,
        String name,
        Medium.Kind kind,
        Status status,
        @Nullable String token,
        @Nullable Duration defaultOffset,
        @Nullable String profileId,
        Instant createdAt,
        Instant updatedAt) {

    /** What may be served of an entry. */
    public enum Status {
        READY,
        /** Its media are not all there yet: what is there is served, and kept for a minute by caches. */
        PENDING,
        DELETED
    }

    /** Without the token, so that it doesn't get into a log. */
    @Override
    public String toString() {
        return "StoredEntry[" + id + ", " + partnerId + ", " + kind + ", " + status + "]";
    }
}
