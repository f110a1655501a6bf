/**
 * The extract-frames API of Memories.ai v2: tasks that cut an uploaded video into frames, told by a callback, and the
 * downloads of what they made.
 */
@NullMarked
package io.posterframe.dialect.tasks;

import org.jspecify.annotations.NullMarked;
