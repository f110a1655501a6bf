/**
 * Where long jobs keep the frames that they cut from a video: bundles of many small images, in a folder or in an
 * S3-compatible bucket. Uses {@code bucket} and {@code picture}.
 */
@NullMarked
package io.posterframe.archive;

import org.jspecify.annotations.NullMarked;
