package io.posterframe.delivery;

import io.posterframe.catalog.Medium;
import io.posterframe.picture.PictureSpec;
import io.posterframe.purge.Names;

/**
 * A picture that is wanted.
 *
 * @param medium what to make it of
 * @param spec   what to make of it; of an image only the geometry and the encoding count
 * @param names  what it can be purged by
 */
public record Order(Medium medium, PictureSpec spec, Names names) {

    /** One that only a purge of everything means. */
    public Order(Medium medium, PictureSpec spec) {
        this(medium, spec, Names.NONE);
    }
}
