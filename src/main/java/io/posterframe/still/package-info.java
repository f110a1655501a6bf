/**
 * What an image file says of itself before a pixel is decoded: format, size, orientation. In plain Java, so that the edge
 * can look as well as a worker. Uses {@code picture}.
 */
@NullMarked
package io.posterframe.still;

import org.jspecify.annotations.NullMarked;
