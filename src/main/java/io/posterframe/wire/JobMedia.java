package io.posterframe.wire;

import io.posterframe.picture.Engine;
import io.posterframe.timeline.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * The media that a job is about.
 *
 * @param source   names the media and its version; equal names mean equal bytes
 * @param size     the length of the media in bytes
 * @param unfinished whether the media goes on behind that, with what has not come yet
 * @param timeline the segments where the media is a stream, null where it is one file
 * @param engine   what is known to decode this media, or is to be tried; null for the worker to find out
 */
public record JobMedia(
        String source, long size, boolean unfinished, @Nullable Timeline timeline, @Nullable Engine engine) {}
