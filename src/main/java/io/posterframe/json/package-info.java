/** JSON that strangers send. Uses nothing. */
@NullMarked
package io.posterframe.json;

import org.jspecify.annotations.NullMarked;
