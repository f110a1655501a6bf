/**
 * The frame extractions of Cloudglue: a client uploads a file, orders its frames at regular times, and asks until they are
 * there. The work is {@code job}'s, the files are {@code asset}'s.
 */
@NullMarked
package io.posterframe.dialect.frames;

import org.jspecify.annotations.NullMarked;
