/**
 * What pictures can be purged by, and what has been purged when. Values and a map in memory; asks nobody and keeps nothing
 * over a restart.
 */
@NullMarked
package io.posterframe.purge;

import org.jspecify.annotations.NullMarked;
