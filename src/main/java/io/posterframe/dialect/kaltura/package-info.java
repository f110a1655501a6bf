/**
 * The thumbnail URL language of Kaltura: raw request text in, a {@link ThumbnailRequest} out, and failures into Kaltura's
 * error numbers. The parsing half uses {@code picture} only and is pure: no I/O, no clock, no Vert.x.
 */
@NullMarked
package io.posterframe.dialect.kaltura;

import org.jspecify.annotations.NullMarked;
