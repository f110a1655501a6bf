/**
 * Owns the short clip that the server shows when it is given no media: it draws it, encodes it and writes it. Runs in a
 * child JVM of its own, as all native code does; may use Java2D and Humble Video, and no other package of this project.
 */
@NullMarked
package io.posterframe.sample;

import org.jspecify.annotations.NullMarked;
