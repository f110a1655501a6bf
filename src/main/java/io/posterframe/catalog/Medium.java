package io.posterframe.catalog;

import java.net.URI;
import java.time.Duration;

/**
 * A medium that pictures can be made of.
 *
 * @param entryId      the entry that it is of
 * @param location     where its bytes are: a {@code file:} URI of a real path, {@code http(s):}, or {@code upload:}
 * @param kind         what it is, as far as its catalog knows
 * @param version      of the stored image that was asked for and found, 1 or more; 0 when it is no particular version
 * @param posterMicros where its poster is taken, 0 or more, or {@link #SERVERS_OFFSET}
 * @param holdsFor     how long an answer that rests on this choice may be repeated before the catalog is asked again
 */
public record Medium(String entryId, URI location, Kind kind, int version, long posterMicros, Duration holdsFor) {
    /** The poster is taken where the server's options say. */
    public static final long SERVERS_OFFSET = -1;

    /** Longer than any answer is repeated. */
    private static final Duration FOR_GOOD = Duration.ofDays(365);

    /** A medium that is not chosen anew for as long as it is there. */
    public Medium(String entryId, URI location, Kind kind, int version, long posterMicros) {
        this(entryId, location, kind, version, posterMicros, FOR_GOOD);
    }

    /** What a medium is. */
    public enum Kind {
        VIDEO,
        /** Has no time: every moment of it is the same. */
        IMAGE,
        /** One of the two; only its bytes tell. */
        UNKNOWN
    }
}
