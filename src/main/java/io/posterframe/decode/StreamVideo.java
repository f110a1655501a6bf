package io.posterframe.decode;

import io.posterframe.picture.Engine;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.timeline.Segment;
import io.posterframe.timeline.Timeline;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream that comes in segments, shown as if it were one file made of all of them.
 *
 * <p>The playlist's clock decides between segments, the media's clock inside one. A time falls into the segment that the
 * playlist has there, and what the media's time stamps say of the stream as a whole doesn't matter: they may start
 * anywhere, roll over or jump. In the segment its first keyframe is shown at {@link Segment#startMicros}, and each other
 * frame as long after it as the time stamps say. So a moment costs one segment, wherever it lies in the stream.
 *
 * <p>Two segments are read as one file where one is not enough:
 *
 * <ul>
 *   <li>Frames that are shown before a segment's first keyframe (an open GOP) rest on the segment before and belong to its
 *       time. So a time behind the last frame of a segment is looked for in it and the next one together, when that goes on
 *       where this one ends and the playlist doesn't promise that segments are independent.
 *   <li>A segment that does not begin with a keyframe is read with the one before it in front, when it goes on from there,
 *       and from its first frame otherwise.
 * </ul>
 *
 * <p>A segment that is missing shows the last frame before it, or at the start of a stream the first one after it; so does
 * one in which there is no video to decode. That takes at most {@value #MOST_TRIES} tries.
 *
 * <p>What was opened last stays open, so that the next picture of the same segment costs no probing.
 */
public final class StreamVideo implements Video {
    /**
     * How much earlier than its time a frame is shown. A playlist rounds each length to a microsecond or a millisecond, so a
     * segment may begin a little after a time that was worked out as frame number / frame rate. This covers half a
     * millisecond twice, or 2,000 segments that were each rounded by half a microsecond, and is a quarter of a frame at 240
     * frames a second.
     */
    static final long TOLERANCE_MICROS = 1_000;

    private static final int MOST_TRIES = 3;

    private final Timeline timeline;
    private final VideoOpener opener;
    private final StreamFiles files;
    private final BitSet withoutVideo = new BitSet();
    private @Nullable StreamSpan open;
    private Engine engine = Engine.HUMBLE;

    public StreamVideo(Timeline timeline, StreamParts parts, VideoOpener opener) {
        this.timeline = timeline;
        this.opener = opener;
        this.files = new StreamFiles(timeline, parts);
    }

    @Override
    public long declaredDurationMicros() {
        return timeline.durationMicros();
    }

    @Override
    public long durationMicros() {
        return timeline.durationMicros();
    }

    /** As the playlist says: to read the whole stream would cost too much. */
    @Override
    public long endMicros() {
        return timeline.durationMicros();
    }

    @Override
    public Engine engine() {
        return open == null ? engine : open.video().engine();
    }

    @Override
    public void frames(long[] micros, FrameSink sink) {
        long[] shown = new long[micros.length];
        for (int i = 0; i < micros.length; i++) {
            shown[i] = Math.min(micros[i], Long.MAX_VALUE / 2) + TOLERANCE_MICROS;
        }
        StreamTimes times = new StreamTimes(timeline, shown, sink);
        while (times.next()) {
            files.next(times.segmentsBehind(StreamFiles.MOST_NEXT).stream()
                    .filter(segment -> !isMissing(segment))
                    .toList());
            show(times);
        }
    }

    /** The frames of times that lie in one segment. */
    private void show(StreamTimes times) {
        PictureException failed = null;
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            int segment = shownFor(times.segment());
            if (segment < 0) {
                break;
            }
            try {
                show(segment, times);
                return;
            } catch (PictureException e) {
                close();
                if (!times.isOfMedia(e)) {
                    throw e;
                }
                withoutVideo.set(segment);
                failed = failed == null ? e : failed;
            }
        }
        throw failed != null
                ? failed
                : new PictureException(new Failure.Undecodable("no segment of this stream has a video", ""));
    }

    /** The segment that is shown for one: itself, or the nearest earlier, or the first later one; -1 for none. */
    private int shownFor(int segment) {
        int count = timeline.segments().size();
        return IntStream.concat(
                        IntStream.rangeClosed(0, segment).map(i -> segment - i), IntStream.range(segment + 1, count))
                .filter(candidate -> !isMissing(candidate))
                .findFirst()
                .orElse(-1);
    }

    private boolean isMissing(int segment) {
        return timeline.segments().get(segment).gap() || withoutVideo.get(segment);
    }

    private void show(int segment, StreamTimes times) {
        StreamSpan span = open(segment);
        if (span.alone() && goesOn(segment) && !timeline.independent()) {
            times.showBefore(span.endMicros(), span);
            if (!times.shown()) {
                showBehind(span, times);
            }
        } else {
            times.show(span);
        }
    }

    /** The frames behind the last one of a segment, which may lie in the next. */
    private void showBehind(StreamSpan span, StreamTimes times) {
        int segment = span.segment();
        try {
            times.show(open(segment, segment, segment + 1, span.zero()));
        } catch (PictureException e) {
            if (!times.isOfMedia(e)) {
                throw e;
            }
            close();
            times.show(open(segment));
        }
    }

    private StreamSpan open(int segment) {
        if (open != null && open.segment() == segment) {
            return open;
        }
        PictureException failed = null;
        try {
            StreamSpan alone = open(segment, segment, segment, Zero.FIRST_KEYFRAME);
            if (alone.video().startsWithKeyframe()) {
                return alone;
            }
        } catch (PictureException e) {
            failed = undecodable(e);
        }
        if (goesOn(segment - 1)) {
            try {
                return openBehind(segment - 1);
            } catch (PictureException e) {
                undecodable(e);
            }
        }
        if (failed != null) {
            throw failed;
        }
        return open(segment, segment, segment, Zero.FIRST_FRAME);
    }

    private static PictureException undecodable(PictureException failed) {
        if (failed.failure() instanceof Failure.Undecodable) {
            return failed;
        }
        throw failed;
    }

    /** The segment behind one, with that one in front. */
    private StreamSpan openBehind(int segment) {
        StreamSpan both = open(segment + 1, segment, segment + 1, Zero.FIRST_KEYFRAME);
        return both.video().startsWithKeyframe() ? both : open(segment + 1, segment, segment + 1, Zero.FIRST_FRAME);
    }

    private StreamSpan open(int segment, int first, int last, Zero zero) {
        close();
        MediaBytes file = files.file(first, last);
        long start = timeline.segments().get(first).startMicros();
        StreamSpan opened = new StreamSpan(segment, first == last, start, zero, opener.open(file, zero));
        open = opened;
        return opened;
    }

    /** Whether the media of a segment goes on in the next one, and that one is there. */
    private boolean goesOn(int segment) {
        int behind = segment + 1;
        if (segment < 0 || behind == timeline.segments().size() || isMissing(segment) || isMissing(behind)) {
            return false;
        }
        Segment next = timeline.segments().get(behind);
        return next.continues()
                && next.init() == timeline.segments().get(segment).init();
    }

    @Override
    public void close() {
        if (open != null) {
            engine = open.video().engine();
            open.close();
            open = null;
        }
    }
}
