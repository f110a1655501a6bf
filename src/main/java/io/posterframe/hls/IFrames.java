package io.posterframe.hls;

import io.posterframe.hls.HlsSource.Found;
import io.posterframe.origin.MediaReader;
import io.posterframe.picture.Failure.Cancelled;
import io.posterframe.picture.PictureException;
import io.posterframe.timeline.Segment;
import io.posterframe.timeline.Timeline;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream's I-frame playlist, read when a picture first could be made of it. Thread-safe. */
final class IFrames {
    /** How far a moment may lie behind an I-frame's to be its. */
    private static final long NEAR_MICROS = 500;

    private final String uri;
    private final Reach reach;
    private final Map<String, String> variables;
    private final HlsOrigin origin;
    private volatile @Nullable Found found;
    private volatile boolean useless;

    IFrames(String uri, Reach reach, Map<String, String> variables, HlsOrigin origin) {
        this.uri = uri;
        this.reach = reach;
        this.variables = variables;
        this.origin = origin;
    }

    /** Opens the I-frames if one is shown first at this time, else null. Blocks. */
    @Nullable
    MediaReader open(long micros) {
        Found frames = find();
        if (frames == null) {
            return null;
        }
        Timeline timeline = frames.list().timeline();
        Segment segment = timeline.segments().get(timeline.at(micros));
        long behind = micros - segment.startMicros();
        return !segment.gap() && behind >= 0 && behind <= NEAR_MICROS ? origin.reader(frames) : null;
    }

    private @Nullable Found find() {
        Found known = found;
        if (known != null || useless) {
            return known;
        }
        try {
            URI asked = reach.resolve(uri);
            HlsOrigin.Read read = origin.waiting().on(origin.playlist(asked, variables));
            useless = !(read.playlist() instanceof SegmentList list && list.iFrames() && !list.live());
            found = useless ? null : new Found(asked, (SegmentList) read.playlist(), read.reach(), null);
        } catch (PictureException e) {
            if (e.failure() instanceof Cancelled) {
                throw e;
            }
            useless = true; // the ordinary variant has the frame too
        }
        return found;
    }
}
