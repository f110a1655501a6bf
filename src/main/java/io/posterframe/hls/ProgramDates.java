package io.posterframe.hls;

import io.posterframe.picture.Failure.BadParameter;
import io.posterframe.picture.Failure.NoSegmentYet;
import io.posterframe.picture.PictureException;
import io.posterframe.timeline.Segment;
import io.posterframe.timeline.Timeline;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What a clock showed when each segment began, by EXT-X-PROGRAM-DATE-TIME. From the segments that say it the clock is known
 * for their neighbours, before and behind, as far as no discontinuity lies between.
 */
final class ProgramDates {
    /** The mark of a segment without a date. */
    static final long NONE = -1;

    /** How far ahead of a live stream a time is soon: an answer that says never is kept by caches for about as long. */
    private static final long SOON_MICROS = 60_000_000;

    private final long[] starts;

    /** @param given microseconds since 1970 for each segment, or {@link #NONE} */
    ProgramDates(long[] given, boolean[] discontinuities, List<Segment> segments) {
        starts = given.clone();
        for (int i = 1; i < starts.length; i++) {
            if (starts[i] == NONE && starts[i - 1] != NONE && !discontinuities[i]) {
                starts[i] = starts[i - 1] + segments.get(i - 1).durationMicros();
            }
        }
        for (int i = starts.length - 2; i >= 0; i--) {
            if (starts[i] == NONE && starts[i + 1] != NONE && !discontinuities[i + 1]) {
                starts[i] = Math.max(NONE, starts[i + 1] - segments.get(i).durationMicros());
            }
        }
    }

    /**
     * The time in the timeline at which a clock showed this. In a hole between two dates the end of what lies before it;
     * of a time that it showed twice the later one.
     *
     * @param live whether the stream goes on
     * @throws PictureException NoSegmentYet when a live stream comes to it soon; BadParameter when it is before or behind
     *     all that there is, or nothing has a date
     */
    long find(long epochMicros, Timeline timeline, boolean live) {
        List<Segment> segments = timeline.segments();
        long first = Long.MAX_VALUE;
        long end = NONE;
        int before = -1;
        for (int i = 0; i < starts.length; i++) {
            if (starts[i] == NONE) {
                continue;
            }
            first = Math.min(first, starts[i]);
            end = Math.max(end, starts[i] + segments.get(i).durationMicros());
            if (starts[i] <= epochMicros && (before < 0 || starts[i] >= starts[before])) {
                before = i;
            }
        }
        if (end == NONE) {
            throw bad("this video does not say at what time of day it was taken");
        }
        if (live && epochMicros > end && epochMicros - end <= SOON_MICROS) {
            throw new PictureException(new NoSegmentYet());
        }
        if (before < 0 || epochMicros > end) {
            throw bad("program_time lies outside of what there is of this video, from " + shown(first) + " to "
                    + shown(end));
        }
        Segment segment = segments.get(before);
        long into = epochMicros - starts[before];
        boolean within = into < segment.durationMicros() || before == starts.length - 1;
        return within
                ? segment.startMicros() + Math.min(into, segment.durationMicros())
                : SegmentList.justBeforeTheEnd(segment);
    }

    private static String shown(long epochMicros) {
        return Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS).toString();
    }

    private static PictureException bad(String message) {
        return new PictureException(new BadParameter("program_time", message));
    }
}
