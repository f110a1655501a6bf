package io.posterframe.delivery;

import io.posterframe.catalog.Medium;
import io.posterframe.picture.PictureSpec;

/**
 * A picture that is wanted.
 *
 * @param medium what to make it of
 * @param spec   what to make of it; of an image only the geometry and the encoding count
 */
public record Order(Medium medium, PictureSpec spec) {}
