package io.posterframe.render;

import io.posterframe.picture.Engine;
import org.jspecify.annotations.Nullable;

/**
 * What a video is.
 *
 * @param durationMicros from the first frame to the end of the last, 0 or more
 * @param width          of the first frame, upright and in square pixels; 1 or more, as is the height
 * @param engine         what decodes it
 */
public record MediaInfo(long durationMicros, int width, int height, @Nullable Engine engine) {}
