package io.posterframe.hls;

import io.posterframe.hls.SegmentLists.Found;
import io.posterframe.origin.MediaReader;
import io.posterframe.origin.MediaSource;
import io.posterframe.origin.SourceVersion;
import io.posterframe.picture.Moment;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureException;
import io.posterframe.picture.PictureSpec;
import io.posterframe.timeline.Segment;
import io.posterframe.timeline.Timeline;
import io.posterframe.trail.Trail;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One version of a stream, for pictures of one size: one playlist of segments. */
final class HlsSource implements MediaSource {
    private static final Duration SHORTEST_FRESH = Duration.ofSeconds(1);

    private final URI location;
    private final HlsOrigin origin;
    private final SourceVersion version;
    private final @Nullable Duration freshFor;
    private final @Nullable IFrames iFrames;

    /**
     * @param news    whether this differs from what was there before
     * @param iFrames the stream's I-frames, for pictures of this size; null for none
     */
    HlsSource(URI location, SegmentList list, boolean news, @Nullable IFrames iFrames, HlsOrigin origin) {
        this.location = location;
        this.origin = origin;
        this.iFrames = list.live() ? null : iFrames;
        version = new SourceVersion(Timeline.address(list.timeline().parts()), list.digest(), 0);
        Duration target = news ? list.target() : list.target().dividedBy(2);
        freshFor = !list.live() ? null : target.compareTo(SHORTEST_FRESH) < 0 ? SHORTEST_FRESH : target;
    }

    private Found found() {
        return origin.lists().get(version.validator());
    }

    @Override
    public String id() {
        return location.toString();
    }

    /** All sizes and versions: of a live stream there is a new one every few seconds. */
    @Override
    public String suspect() {
        return StreamLocation.parse(location).playlist().toString();
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
        if (spec.moment() instanceof Moment.AtClock clock) {
            SegmentList list = found().list();
            return at(list.dates().find(clock.epochMicros(), list.timeline(), list.live()), spec);
        }
        boolean newest = freshFor != null && spec.moment() instanceof Moment.Poster;
        return newest ? at(found().list().endMicros(), spec) : spec;
    }

    private static PictureSpec at(long micros, PictureSpec spec) {
        return new PictureSpec(new Moment.At(micros), spec.geometry(), spec.encoding());
    }

    @Override
    public Future<Void> ready(PictureSpec spec, PictureConfig limits, Trail trail) {
        Found found = origin.lists().find(version.validator());
        // where there are I-frames the segment may not be needed
        return found == null || iFrames != null
                ? Future.succeededFuture()
                : origin.ready(found, firstParts(found.list().timeline(), spec, limits), trail);
    }

    /** What is decoded first: the segment of the first moment and what belongs in front of it. */
    private static List<Integer> firstParts(Timeline timeline, PictureSpec spec, PictureConfig limits) {
        int part = timeline.at(firstMicros(timeline, spec, limits));
        while (part > 0 && timeline.segments().get(part).gap()) {
            part--;
        }
        Segment segment = timeline.segments().get(part);
        if (segment.gap()) {
            return List.of();
        }
        return segment.init() == Segment.NO_INIT ? List.of(part) : List.of(timeline.partOfInit(segment.init()), part);
    }

    private static long firstMicros(Timeline timeline, PictureSpec spec, PictureConfig limits) {
        try {
            return spec.moment()
                    .times(timeline.durationMicros(), limits.posterOffset().toNanos() / 1000)[0];
        } catch (PictureException e) {
            // there is no such moment, as the worker will say
            return 0;
        }
    }

    @Override
    public MediaReader open(PictureSpec spec, Trail trail) {
        MediaReader reader = null;
        if (iFrames != null && meant(spec).moment() instanceof Moment.At at) {
            reader = iFrames.open(at.micros(), found().list().timeline(), trail);
        }
        return reader == null ? open(trail) : reader;
    }

    @Override
    public MediaReader open() {
        return open(Trail.NONE);
    }

    @Override
    public MediaReader open(Trail trail) {
        return origin.reader(found(), trail);
    }
}
