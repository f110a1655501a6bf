package io.posterframe.catalog;

import java.net.URI;

/**
 * A medium that pictures can be made of.
 *
 * @param id       as the client wrote it
 * @param location where its bytes are: a {@code file:} URI of a real path, or {@code http(s):}
 * @param kind     what it is by its name
 * @param version  of the stored image that was asked for and found, 1 or more; 0 when it is no particular version
 */
public record Entry(String id, URI location, Kind kind, int version) {

    /** What a medium is. */
    public enum Kind {
        VIDEO,
        /** Has no time: every moment of it is the same. */
        IMAGE,
        /** One of the two; only its bytes tell. */
        UNKNOWN
    }
}
