/**
 * Files that clients upload: tokens that allow it, whole files and chunks, their place on disk and in the database, and media made of what has arrived. Uses {@code database}, {@code origin}, {@code catalog} and {@code picture}.
 */
@NullMarked
package io.posterframe.upload;

import org.jspecify.annotations.NullMarked;
