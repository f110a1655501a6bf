/**
 * What a stream that comes in segments looks like: pure values that the edge reads from a playlist and a worker decodes by.
 * Uses nothing.
 */
@NullMarked
package io.posterframe.timeline;

import org.jspecify.annotations.NullMarked;
