package io.posterframe.catalog;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An account.
 *
 * @param id                1 to 20 digits and minus signs, as in the path of a URL
 * @param name              for people, up to 255 characters, perhaps empty
 * @param status            a blocked account's entries are answered with an error
 * @param secrets           by which sessions are signed; the first signs, each verifies; without whitespace
 * @param defaultQuality    of pictures whose URL gives none, 0 to 100
 * @param cacheAge          max-age of this account's pictures, instead of the server's; null for the server's
 * @param requestsPerSecond the account's rate limit, instead of the server's, 1 or more
 * @param captureBlocked    whether no frame may be taken of its videos; stored images are served
 * @param signedUrls        whether only signed URLs are answered
 */
public record Partner(
        String id,
        String name,
        Status status,
        List<String> secrets,
        OptionalInt defaultQuality,
        @Nullable Duration cacheAge,
        OptionalInt requestsPerSecond,
        boolean captureBlocked,
        boolean signedUrls) {

    /** Whether an account's entries are served. */
    public enum Status {
        ACTIVE,
        BLOCKED
    }

    public Partner {
        secrets = List.copyOf(secrets);
    }

    /** Without the secrets, so that they don't get into a log. */
    @Override
    public String toString() {
        return "Partner[" + id + ", " + status + "]";
    }
}
