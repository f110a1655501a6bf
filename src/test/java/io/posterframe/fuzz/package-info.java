/**
 * Hostile input: clips that were damaged at random, by a seed, are given to workers. One seed always makes the same cases. See
 * {@code bench/fuzz.sh}.
 */
@NullMarked
package io.posterframe.fuzz;

import org.jspecify.annotations.NullMarked;
