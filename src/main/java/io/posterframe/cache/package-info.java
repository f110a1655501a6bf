/**
 * Pictures that were made before: the memory tier, the disk tier, a bucket that servers share, one flight a key, and failures worth remembering.
 * Uses {@code bucket}, {@code purge} and {@code picture}; it knows nothing of HTTP and nothing of when a picture is still fresh.
 */
@NullMarked
package io.posterframe.cache;

import org.jspecify.annotations.NullMarked;
