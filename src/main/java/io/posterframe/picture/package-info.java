/**
 * Pure values and arithmetic of a picture: which moment, which geometry, which encoding, its canonical key, and the
 * closed set of reasons why there is no picture. Uses nothing: no I/O, no Vert.x, no clock.
 */
@NullMarked
package io.posterframe.picture;

import org.jspecify.annotations.NullMarked;
