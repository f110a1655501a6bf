package io.posterframe.timeline;

import java.util.List;

/**
 * The segments of one version of a stream. Segments and initialization sections are its parts: segment {@code i} is part
 * {@code i}, and the sections follow. All parts lie in one address space, {@link #PART_BYTES} apart.
 *
 * @param segments    one or more, in order and without holes in time
 * @param inits       how many initialization sections there are
 * @param independent whether each segment can be decoded without its neighbours, as the playlist says
 */
public record Timeline(List<Segment> segments, int inits, boolean independent) {
    /** How far the parts' addresses lie apart; no part is that long. */
    public static final long PART_BYTES = 1L << 40;

    public Timeline {
        segments = List.copyOf(segments);
        if (segments.isEmpty() || inits < 0) {
            throw new IllegalArgumentException("a timeline has a segment");
        }
        for (Segment segment : segments) {
            if (segment.init() >= inits) {
                throw new IllegalArgumentException("no initialization section " + segment.init());
            }
        }
    }

    public int parts() {
        return segments.size() + inits;
    }

    /** The part that an initialization section is. */
    public int partOfInit(int init) {
        return segments.size() + init;
    }

    /** Where a part begins in the address space of all parts. */
    public static long address(int part) {
        return part * PART_BYTES;
    }

    /** The part that an address lies in. */
    public static int partAt(long address) {
        return (int) (address / PART_BYTES);
    }

    public long durationMicros() {
        return segments.get(segments.size() - 1).endMicros();
    }

    /** The index of the segment on screen at a time: the last that has begun; the first for earlier times. */
    public int at(long micros) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments.get(middle).startMicros() <= micros) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
