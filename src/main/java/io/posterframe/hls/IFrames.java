package io.posterframe.hls;

import io.posterframe.hls.SegmentLists.Found;
import io.posterframe.origin.MediaReader;
import io.posterframe.picture.Failure.Cancelled;
import io.posterframe.picture.PictureException;
import io.posterframe.timeline.Segment;
import io.posterframe.timeline.Timeline;
import io.posterframe.trail.Trail;
import org.jspecify.annotations.Nullable;

/** A stream's I-frame playlist, read when a picture first could be made of it. Thread-safe. */
final class IFrames {
    /** How far a moment may lie from an I-frame's to be its; less than what a time of a stream may be off. */
    private static final long NEAR_MICROS = 500;

    private final String uri;
    private final Reach reach;
    private final Multivariant parent;
    private final HlsOrigin origin;
    private volatile @Nullable String digest;
    private volatile boolean useless;

    IFrames(String uri, Reach reach, Multivariant parent, HlsOrigin origin) {
        this.uri = uri;
        this.reach = reach;
        this.parent = parent;
        this.origin = origin;
    }

    /**
     * Opens the I-frames if one is shown first at this time, else null. Blocks.
     *
     * @param whole the timeline of the variant that counts: where the segment of this time begins, both must agree, or what
     *              each has rounded away has added up to another frame
     */
    @Nullable
    MediaReader open(long micros, Timeline whole, Trail trail) {
        Found frames = find(trail);
        if (frames == null) {
            return null;
        }
        Timeline timeline = frames.list().timeline();
        Segment frame = shownFrom(micros, timeline);
        Segment segment = whole.segments().get(whole.at(micros + NEAR_MICROS));
        boolean agreed = shownFrom(segment.startMicros(), timeline) != null;
        return frame != null && !frame.gap() && agreed ? origin.reader(frames, trail) : null;
    }

    private static @Nullable Segment shownFrom(long micros, Timeline timeline) {
        Segment frame = timeline.segments().get(timeline.at(micros + NEAR_MICROS));
        return Math.abs(micros - frame.startMicros()) <= NEAR_MICROS ? frame : null;
    }

    private @Nullable Found find(Trail trail) {
        String known = digest;
        Found kept = known == null ? null : origin.lists().find(known);
        if (kept != null || useless) {
            return kept;
        }
        try {
            Found read = origin.waiting().on(origin.segments(reach.resolve(uri), parent, trail));
            useless = !read.list().iFrames() || read.list().live();
            digest = read.list().digest();
            return useless ? null : read;
        } catch (PictureException e) {
            if (e.failure() instanceof Cancelled) {
                throw e;
            }
            useless = true; // the ordinary variant has the frame too
            return null;
        }
    }
}
