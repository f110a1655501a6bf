package io.posterframe.decode;

import io.posterframe.timeline.Segment;
import io.posterframe.timeline.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The segments of a stream as files that can be decoded: each with its initialization section in front. A part is opened
 * once and stays so while its neighbours are wanted.
 */
final class StreamFiles {
    /** How many parts are named beforehand. */
    static final int MOST_NEXT = 16;

    private final Timeline timeline;
    private final StreamParts parts;
    private final Map<Integer, MediaBytes> open = new TreeMap<>();
    private List<Integer> next = List.of();

    StreamFiles(Timeline timeline, StreamParts parts) {
        this.timeline = timeline;
        this.parts = parts;
    }

    /** Says which segments will be wanted after those that are asked for now, the first of them first. */
    void next(List<Integer> segments) {
        next = segments;
    }

    /** One file of the segments {@code first} to {@code last}, which share an initialization section. */
    MediaBytes file(int first, int last) {
        Set<Integer> wanted = new LinkedHashSet<>();
        for (int segment = first; segment <= last; segment++) {
            addParts(segment, wanted);
        }
        closeAllBut(wanted, first, last);
        List<Integer> opening = new ArrayList<>(wanted);
        opening.removeAll(open.keySet());
        for (int part : opening) {
            open.put(part, parts.open(part, soon(part, wanted)));
        }
        return new JoinedBytes(wanted.stream().map(open::get).toList());
    }

    /** The parts that will be wanted after one, as far as they aren't open. */
    private List<Integer> soon(int part, Set<Integer> atOnce) {
        Set<Integer> soon = new LinkedHashSet<>(atOnce);
        for (int segment : next) {
            addParts(segment, soon);
        }
        soon.remove(part);
        soon.removeAll(open.keySet());
        return soon.stream().limit(MOST_NEXT).toList();
    }

    private void addParts(int segment, Set<Integer> list) {
        Segment there = timeline.segments().get(segment);
        if (there.init() != Segment.NO_INIT) {
            list.add(timeline.partOfInit(there.init()));
        }
        list.add(segment);
    }

    private void closeAllBut(Set<Integer> wanted, int first, int last) {
        List<Integer> unwanted = new ArrayList<>(open.keySet());
        unwanted.removeAll(wanted);
        // a neighbour may be wanted next
        unwanted.removeIf(part -> part >= first - 1
                && part <= Math.min(last + 1, timeline.segments().size() - 1));
        unwanted.forEach(part -> {
            open.remove(part);
            parts.close(part);
        });
    }
}
