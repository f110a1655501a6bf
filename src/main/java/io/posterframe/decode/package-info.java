/**
 * Inside a worker process: turns the bytes of videos and images into frames, each with its colour, rotation and pixel
 * shape described. The only importer of {@code io.humble}; uses {@code still}, {@code timeline} and
 * {@code picture}.
 */
@NullMarked
package io.posterframe.decode;

import org.jspecify.annotations.NullMarked;
