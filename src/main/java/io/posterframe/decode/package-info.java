/**
 * Inside a worker process: turns media bytes into frames, each with its colour, rotation and pixel shape described. The
 * only importer of {@code io.humble}; uses {@code picture}.
 */
@NullMarked
package io.posterframe.decode;

import org.jspecify.annotations.NullMarked;
