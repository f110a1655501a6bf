package io.posterframe.decode;

/** What a container's index tells of where frames lie and when they are decoded. */
final class FrameIndex {
    /** FFmpeg's flags of a search: the last entry at or before a time, and any frame instead of keyframes only. */
    static final int BACKWARD = 1;

    static final int ANY = 4;

    /** As many entries as show whether there are others than keyframes. */
    private static final int SAMPLE = 32;

    private final Entries entries;
    private final MediaBytes bytes;
    /** Whether the index names frames, and not only the keyframes that can be sought. */
    private final boolean everyFrame;

    private final long lastWholeTime;

    /** An engine's index of a stream. */
    interface Entries {
        int count();

        /** @param index 0 to {@link #count} - 1 */
        Entry get(int index);

        /** The index of the entry at or before a time, below 0 for none. */
        int find(long time, int flags);

        /** How many frames the container says that there are. */
        long frames();
    }

    /**
     * A frame's place in the file.
     *
     * @param time when it is decoded
     */
    record Entry(long position, int size, long time, boolean key) {
        long end() {
            return position + size;
        }
    }

    FrameIndex(Entries entries, MediaBytes bytes) {
        this.entries = entries;
        this.bytes = bytes;
        this.everyFrame = namesEveryFrame();
        this.lastWholeTime = findLastWholeTime();
    }

    /** The latest decoding time whose frame is wholly inside the file: less than the end only for a file that was cut. */
    long lastWholeTime() {
        return lastWholeTime;
    }

    /** The time of the keyframe that a frame at {@code pts} rests on, or UNKNOWN without an index of all frames. */
    long keyframeBefore(long pts) {
        if (!everyFrame) {
            return Packet.UNKNOWN;
        }
        int found = entries.find(pts, BACKWARD);
        return found < 0 ? Packet.UNKNOWN : entries.get(found).time();
    }

    /**
     * Where the stretch that decodes the frame at {@code toPts} lies, told to the byte source so that it can be fetched at
     * once. Does nothing when the index does not name every frame.
     *
     * @return the decoding time of the last packet of the stretch, or one that is surely later
     */
    long expect(long fromPts, long toPts) {
        long unknown = toPts + 1;
        if (!everyFrame) {
            return unknown;
        }
        int first = entries.find(fromPts, BACKWARD);
        int last = entries.find(toPts, BACKWARD | ANY);
        int count = entries.count();
        if (first < 0 || last < first) {
            return unknown;
        }
        boolean proven =
                last + 1 < count && isComplete() && entries.get(last + 1).time() > toPts;
        // otherwise one frame more: the one whose decoding time proves that no earlier frame is missing
        Entry from = entries.get(first);
        Entry to = entries.get(proven ? last : Math.min(last + 1, count - 1));
        if (to.end() > from.position()) {
            bytes.expect(from.position(), to.end());
        }
        return proven ? to.time() : unknown;
    }

    /** Whether the index will not grow: that of a file in fragments knows only those that were read. */
    private boolean isComplete() {
        return entries.frames() == entries.count();
    }

    private boolean namesEveryFrame() {
        int sample = Math.min(entries.count(), SAMPLE);
        for (int i = 0; i < sample; i++) {
            if (!entries.get(i).key()) {
                return true;
            }
        }
        return false;
    }

    private long findLastWholeTime() {
        int low = 0;
        int high = entries.count() - 1;
        // an index that names no sizes leads to clusters, not frames
        if (high < 0 || entries.get(high).size() <= 0 || entries.get(high).end() <= bytes.size()) {
            return Long.MAX_VALUE;
        }
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (entries.get(middle).end() <= bytes.size()) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return entries.get(low).time();
    }
}
