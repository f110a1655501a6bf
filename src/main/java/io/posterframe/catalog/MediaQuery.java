package io.posterframe.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Which of an entry's media is wanted.
 *
 * @param frame    whether moments of a video are wanted, if it is one; otherwise its poster
 * @param poster   which stored image is wanted where one is
 * @param flavorId the flavor that a frame is to be of, null for the catalog's own choice
 */
public record MediaQuery(boolean frame, Poster poster, @Nullable String flavorId) {

    /** The entry's current poster. */
    public static final MediaQuery POSTER = new MediaQuery(false, Poster.CURRENT, null);
}
