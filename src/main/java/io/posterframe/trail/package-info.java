/**
 * What goes along with a request through all stages: its id, and where the request is traced, the spans of its stages. Values
 * and interfaces only; what traces implements them. Uses nothing.
 */
@NullMarked
package io.posterframe.trail;

import org.jspecify.annotations.NullMarked;
