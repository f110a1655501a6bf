package io.posterframe.render;

import io.posterframe.picture.Engine;
import org.jspecify.annotations.Nullable;

/**
 * How far a pass came. It ends before its last frame where the sink wanted no more, and where it made way for pictures: the
 * frames from {@code frames} on are then to be submitted again.
 *
 * @param frames how many pictures were handed to the sink
 * @param engine what decoded the last of them, null for none
 */
public record PassEnd(int frames, @Nullable Engine engine) {}
