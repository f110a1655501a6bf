/**
 * Entries: which media an entry id stands for, found in a folder of files or through URL templates, and which of the
 * images that are stored for it. Uses {@code picture} for its failures, {@code still} for the sizes of images, Vert.x to stay off the event loop and Caffeine for a short memory of what it found.
 */
@NullMarked
package io.posterframe.catalog;

import org.jspecify.annotations.NullMarked;
