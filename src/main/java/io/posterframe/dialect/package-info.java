/**
 * What the dialects have in common: the shape of an answer before it is bytes. Each API has a package of its own below
 * this one. Uses {@code delivery} and {@code picture}.
 */
@NullMarked
package io.posterframe.dialect;

import org.jspecify.annotations.NullMarked;
