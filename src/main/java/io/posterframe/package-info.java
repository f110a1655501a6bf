/** The composition root: builds every part from its configuration, in the order of their dependence, and nothing else. */
@NullMarked
package io.posterframe;

import org.jspecify.annotations.NullMarked;
