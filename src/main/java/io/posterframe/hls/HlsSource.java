package io.posterframe.hls;

import io.posterframe.origin.MediaReader;
import io.posterframe.origin.MediaSource;
import io.posterframe.origin.SourceVersion;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureSpec;
import io.posterframe.timeline.Timeline;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One version of a stream, for pictures of one size: one playlist of segments. */
final class HlsSource implements MediaSource {
    private static final Duration SHORTEST_FRESH = Duration.ofSeconds(1);

    private final URI location;
    private final HlsOrigin origin;
    private final Found found;
    private final SourceVersion version;
    private final @Nullable Duration freshFor;

    /**
     * What a location led to.
     *
     * @param asked   where the list of segments is, before redirects
     * @param list    the segments
     * @param reach   of that list
     * @param iFrames the stream's I-frames, for pictures of this size; null for none
     */
    record Found(URI asked, SegmentList list, Reach reach, @Nullable IFrames iFrames) {}

    /** @param news whether this differs from what was there before */
    HlsSource(URI location, Found found, boolean news, HlsOrigin origin) {
        this.location = location;
        this.origin = origin;
        this.found = found;
        SegmentList list = found.list();
        version = new SourceVersion(Timeline.address(list.timeline().parts()), list.digest(), 0);
        Duration target = news ? list.target() : list.target().dividedBy(2);
        freshFor = !list.live() ? null : target.compareTo(SHORTEST_FRESH) < 0 ? SHORTEST_FRESH : target;
    }

    Found found() {
        return found;
    }

    @Override
    public String id() {
        return location.toString();
    }

    @Override
    public SourceVersion version() {
        return version;
    }

    @Override
    public @Nullable Duration freshFor() {
        return freshFor;
    }

    @Override
    public PictureSpec meant(PictureSpec spec) {
        SegmentList list = found.list();
        if (spec.moment() instanceof Moment.AtClock clock) {
            return at(list.dates().find(clock.epochMicros(), list.timeline()), spec);
        }
        return list.live() && spec.moment() instanceof Moment.Poster ? at(list.endMicros(), spec) : spec;
    }

    private static PictureSpec at(long micros, PictureSpec spec) {
        return new PictureSpec(new Moment.At(micros), spec.geometry(), spec.encoding());
    }

    @Override
    public MediaReader open(PictureSpec spec) {
        IFrames iFrames = found.iFrames();
        MediaReader reader =
                iFrames != null && meant(spec).moment() instanceof Moment.At at ? iFrames.open(at.micros()) : null;
        return reader == null ? open() : reader;
    }

    @Override
    public MediaReader open() {
        return origin.reader(found);
    }
}
