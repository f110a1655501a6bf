/**
 * What clients may cost by their connections alone: how many there are, how slowly they may ask, and how much they may ask for
 * at once. Sees channels, bytes and the heads of messages, before and below {@code http}. Uses no other package.
 */
@NullMarked
package io.posterframe.connection;

import org.jspecify.annotations.NullMarked;
