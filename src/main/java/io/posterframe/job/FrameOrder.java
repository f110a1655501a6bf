package io.posterframe.job;

import java.net.URI;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a job: frames of one entry's video at regular times.
 *
 * @param framesPerSecond more than 0, at most 60
 * @param maxWidth        no frame is wider, and none wider than its video; 0 for the video's own width
 * @param thumbnails      whether clients are told where the images are
 * @param startMicros     of the first frame, 0 or more; empty for the video's start
 * @param endMicros       no frame is of this time or later, more than the start; empty for the video's end
 * @param callback        who is told when it has ended; null for nobody
 */
public record FrameOrder(
        JobApi api,
        String partnerId,
        String entryId,
        double framesPerSecond,
        int maxWidth,
        boolean thumbnails,
        OptionalLong startMicros,
        OptionalLong endMicros,
        @Nullable URI callback) {
    private static final double MICROS = 1e6;

    /** A video that is longer by no more than this has no frame more: lengths are rounded. */
    static final long TOLERANCE_MICROS = 1_000;

    public static final double MOST_FRAMES_PER_SECOND = 60;

    public FrameOrder {
        if (!(framesPerSecond > 0 && framesPerSecond <= MOST_FRAMES_PER_SECOND) || maxWidth < 0) {
            throw new IllegalArgumentException("frames that can't be ordered");
        }
    }

    /**
     * How many frames that makes.
     *
     * @param durationMicros of the video
     */
    public long count(long durationMicros) {
        long end = Math.min(endMicros.orElse(Long.MAX_VALUE), durationMicros);
        long span = end - startMicros.orElse(0);
        if (span <= 0) {
            return 0;
        }
        return Math.max(1, (long) Math.ceil((span - TOLERANCE_MICROS) * framesPerSecond / MICROS));
    }

    /** The time of a frame, in microseconds from the video's first. */
    public long micros(int number) {
        return startMicros.orElse(0) + Math.round(number * MICROS / framesPerSecond);
    }

    /** The same for all orders of an entry that have the same frames told in the same way. */
    String key(String sourceVersion) {
        return framesPerSecond + " " + maxWidth + " " + thumbnails + " " + startMicros.orElse(-1) + " "
                + endMicros.orElse(-1) + " " + Digest.of(sourceVersion);
    }
}
