package io.posterframe.decode;

import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;

/** The times of one look at a stream, taken segment by segment, and how far their frames have been handed over. */
final class StreamTimes {
    private final Timeline timeline;
    private final long[] micros;
    private final Video.FrameSink sink;
    private int segment;
    private int done;
    private int end;
    private boolean handing;

    /** @param micros ascending */
    StreamTimes(Timeline timeline, long[] micros, Video.FrameSink sink) {
        this.timeline = timeline;
        this.micros = micros;
        this.sink = sink;
    }

    /** Goes on to the times of the next segment that has some; false when there is none. */
    boolean next() {
        done = end;
        if (done == micros.length) {
            return false;
        }
        segment = timeline.at(micros[done]);
        while (end < micros.length && timeline.at(micros[end]) == segment) {
            end++;
        }
        return true;
    }

    /** The segment in whose time they lie. */
    int segment() {
        return segment;
    }

    /** The segments that come after that one, at most so many. */
    List<Integer> segmentsBehind(int most) {
        List<Integer> segments = new ArrayList<>();
        int last = segment;
        for (int i = end; i < micros.length && segments.size() < most; i++) {
            int next = timeline.at(micros[i]);
            if (next != last) {
                segments.add(next);
                last = next;
            }
        }
        return segments;
    }

    /** Whether the frames of all times of the segment have been handed over. */
    boolean shown() {
        return done == end;
    }

    /** Hands over the frames of the segment's times that are left. */
    void show(StreamSpan span) {
        showUpTo(end, span);
    }

    /** The same, but only of times before one. */
    void showBefore(long limitMicros, StreamSpan span) {
        int to = done;
        while (to < end && micros[to] < limitMicros) {
            to++;
        }
        showUpTo(to, span);
    }

    private void showUpTo(int to, StreamSpan span) {
        int from = done;
        if (from == to) {
            return;
        }
        long[] local = new long[to - from];
        for (int i = 0; i < local.length; i++) {
            local[i] = span.local(micros[from + i]);
        }
        span.video().frames(local, (index, frame) -> {
            handing = true;
            sink.accept(from + index, frame);
            handing = false;
            done = from + index + 1;
        });
    }

    /** Whether a failure means that the media can't be decoded, and not that nobody has a use for its frames. */
    boolean isOfMedia(PictureException failed) {
        return !handing && failed.failure() instanceof Failure.Undecodable;
    }
}
