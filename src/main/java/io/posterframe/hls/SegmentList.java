package io.posterframe.hls;

import io.posterframe.timeline.Segment;
import io.posterframe.timeline.Timeline;
import java.time.Duration;
import java.util.List;

/**
 * A media playlist.
 *
 * @param timeline its segments, one or more
 * @param parts    where the timeline's parts are: first the segments, then the initialization sections
 * @param dates    what clocks showed
 * @param target   the longest that a segment may be, 1 s or more
 * @param live     whether it goes on
 * @param iFrames  whether each segment is one I-frame
 * @param digest   of all that counts and of where it is; another where the media may be another
 */
record SegmentList(
        Timeline timeline,
        List<Resource> parts,
        ProgramDates dates,
        Duration target,
        boolean live,
        boolean iFrames,
        String digest)
        implements Playlist {
    /** More than a time of a stream may be off, less than a frame lasts. */
    private static final long EDGE_MICROS = 2_000;

    /** A time at which the last frame is on screen that can be had. */
    long endMicros() {
        List<Segment> segments = timeline.segments();
        int last = segments.size() - 1;
        while (last > 0 && segments.get(last).gap()) {
            last--;
        }
        Segment newest = segments.get(last);
        return last == segments.size() - 1 ? newest.endMicros() : justBeforeTheEnd(newest);
    }

    /** A time at which a segment's last frame is on screen, and nothing of the one behind it. */
    static long justBeforeTheEnd(Segment segment) {
        return Math.max(segment.startMicros(), segment.endMicros() - EDGE_MICROS);
    }
}
