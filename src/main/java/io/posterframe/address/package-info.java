/**
 * Ranges of IP addresses. Uses nothing.
 */
@NullMarked
package io.posterframe.address;

import org.jspecify.annotations.NullMarked;
