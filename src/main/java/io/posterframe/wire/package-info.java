/**
 * What the edge and its worker processes say to each other over the worker's standard input and output. Uses
 * {@code picture}.
 */
@NullMarked
package io.posterframe.wire;

import org.jspecify.annotations.NullMarked;
