package io.posterframe.decode;

import io.posterframe.clips.HlsSegment;
import io.posterframe.clips.HlsStream;
import io.posterframe.timeline.Segment;
import io.posterframe.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;

/** A stream in memory: what a playlist says of it, and its parts in the clear. */
public final class StreamClip implements StreamParts {
    private final Timeline timeline;
    private final List<byte[]> parts;

    /** The parts that were opened, in order. */
    public final List<Integer> opened = new ArrayList<>();

    /** What was to be wanted next, each time that one was opened. */
    public final List<List<Integer>> next = new ArrayList<>();

    public StreamClip(Timeline timeline, List<byte[]> parts) {
        this.timeline = timeline;
        this.parts = List.copyOf(parts);
    }

    /** Segments that are files of their own; those without media are gaps. */
    public static StreamClip of(HlsStream stream) {
        List<Segment> segments = new ArrayList<>();
        List<byte[]> media = new ArrayList<>();
        long inits = stream.media().keySet().stream()
                .filter(path -> path.startsWith("init"))
                .count();
        int clip = 0;
        long start = 0;
        for (HlsSegment segment : stream.segments()) {
            clip += segment.discontinuity() ? 1 : 0;
            boolean gap = !stream.media().containsKey(segment.path());
            boolean continues = !segments.isEmpty() && !segment.discontinuity();
            int init = inits == 0 ? Segment.NO_INIT : clip;
            segments.add(new Segment(start, segment.durationMicros(), init, gap, continues));
            media.add(gap ? new byte[0] : stream.media().get(segment.path()));
            start += segment.durationMicros();
        }
        for (int i = 0; i < inits; i++) {
            media.add(stream.media().get("init-" + i + ".mp4"));
        }
        boolean independent = stream.playlist(0, 1, true).contains("INDEPENDENT");
        return new StreamClip(new Timeline(segments, (int) inits, independent), media);
    }

    /** The same media with other segments. */
    public StreamClip with(List<Segment> segments) {
        return new StreamClip(new Timeline(segments, timeline.inits(), timeline.independent()), parts);
    }

    public Timeline timeline() {
        return timeline;
    }

    public byte[] part(int part) {
        return parts.get(part).clone();
    }

    @Override
    public MediaBytes open(int part, List<Integer> soon) {
        opened.add(part);
        next.add(soon);
        return new ArrayBytes(parts.get(part));
    }
}
