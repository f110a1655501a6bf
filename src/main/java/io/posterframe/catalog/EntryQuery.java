package io.posterframe.catalog;

/**
 * What a client asks for, as it came in the URL: nothing about either id has been checked yet.
 *
 * @param frame  whether moments of a video are wanted, if it is one; otherwise its poster
 * @param poster which stored image is wanted where one is
 */
public record EntryQuery(String partnerId, String entryId, boolean frame, Poster poster) {

    /** Asks for the entry's current poster. */
    public EntryQuery(String partnerId, String entryId) {
        this(partnerId, entryId, false, Poster.CURRENT);
    }
}
