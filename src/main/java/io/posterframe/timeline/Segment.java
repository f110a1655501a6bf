package io.posterframe.timeline;

/**
 * One segment of a stream. Its first keyframe is shown at {@code startMicros}, whatever time stamp it carries.
 *
 * @param startMicros    from the start of the stream, or of a live stream's window; 0 or more
 * @param durationMicros as the playlist says, 0 or more
 * @param init           the index of the initialization section that belongs in front of it, or {@link #NO_INIT}
 * @param gap            whether it is known to be missing
 * @param continues      whether its media goes on where the segment before ended; the first one's does not
 */
public record Segment(long startMicros, long durationMicros, int init, boolean gap, boolean continues) {
    public static final int NO_INIT = -1;

    public Segment {
        if (startMicros < 0 || durationMicros < 0 || init < NO_INIT) {
            throw new IllegalArgumentException("a segment lies at 0 or later and lasts 0 or longer");
        }
    }

    public long endMicros() {
        return startMicros + durationMicros;
    }
}
