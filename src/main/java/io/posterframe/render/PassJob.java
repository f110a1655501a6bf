package io.posterframe.render;

import io.posterframe.origin.MediaSource;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.Geometry;
import io.posterframe.picture.PictureConfig;
import io.posterframe.wire.Wire;
import java.util.List;

/**
 * Frames of one version of a video, each to be made a picture of in one pass over it. A time shows what it shows in a
 * single picture: the last frame that is not later.
 *
 * @param times microseconds from the first frame, 0 or more, never falling; 1 to {@link #MOST_FRAMES} of them
 * @param sink  what the pictures are handed to as they come
 */
public record PassJob(
        MediaSource source,
        List<Long> times,
        Geometry geometry,
        Encoding encoding,
        PictureConfig limits,
        FrameSink sink)
        implements RenderJob {
    /** The most frames of one pass. */
    public static final int MOST_FRAMES = Wire.MAX_TIMES;

    public PassJob {
        times = List.copyOf(times);
        if (times.isEmpty() || times.size() > MOST_FRAMES) {
            throw new IllegalArgumentException("a pass has 1 to " + MOST_FRAMES + " frames");
        }
        long last = 0;
        for (long time : times) {
            if (time < last) {
                throw new IllegalArgumentException("the times of a pass lie at 0 or later and never fall");
            }
            last = time;
        }
    }
}
