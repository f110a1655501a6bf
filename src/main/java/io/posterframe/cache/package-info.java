/**
 * Pictures that were made before: the memory tier, the disk tier, one flight a key, and failures worth remembering.
 * Uses {@code picture}; it knows nothing of HTTP and nothing of when a picture is still fresh.
 */
@NullMarked
package io.posterframe.cache;

import org.jspecify.annotations.NullMarked;
