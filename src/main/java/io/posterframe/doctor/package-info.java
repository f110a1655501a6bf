/**
 * The doctor: looks at what a server needs on its machine and says what to do about what is wrong. Each check is one class,
 * blocks in a thread of its own, and changes nothing that a running server needs; {@code Doctor} holds the list of them.
 * Uses {@code config} and whatever it looks at, as the root package does.
 */
@NullMarked
package io.posterframe.doctor;

import org.jspecify.annotations.NullMarked;
