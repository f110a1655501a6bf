package io.posterframe.wire;

import io.posterframe.timeline.Segment;
import io.posterframe.timeline.Timeline;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Field by field, a timeline or none. */
final class TimelineWire {
    /** More than the largest playlist that is allowed by any configuration may name. */
    private static final int MAX_SEGMENTS = 1 << 20;

    private static final int GAP = 1;
    private static final int CONTINUES = 2;

    private TimelineWire() {}

    static void write(@Nullable Timeline timeline, DataOutput out) throws IOException {
        if (timeline == null) {
            out.writeInt(0);
            return;
        }
        out.writeInt(timeline.segments().size());
        out.writeInt(timeline.inits());
        out.writeBoolean(timeline.independent());
        for (Segment segment : timeline.segments()) {
            out.writeLong(segment.startMicros());
            out.writeLong(segment.durationMicros());
            out.writeInt(segment.init());
            out.writeByte((segment.gap() ? GAP : 0) | (segment.continues() ? CONTINUES : 0));
        }
    }

    static @Nullable Timeline read(DataInput in) throws IOException {
        int count = in.readInt();
        if (count == 0) {
            return null;
        }
        if (count < 0 || count > MAX_SEGMENTS) {
            throw new IOException(count + " segments where at most " + MAX_SEGMENTS + " are allowed");
        }
        int inits = in.readInt();
        boolean independent = in.readBoolean();
        List<Segment> segments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long start = in.readLong();
            long duration = in.readLong();
            int init = in.readInt();
            int flags = in.readByte();
            segments.add(new Segment(start, duration, init, (flags & GAP) != 0, (flags & CONTINUES) != 0));
        }
        return new Timeline(segments, inits, independent);
    }
}
