package io.posterframe.picture;

/**
 * Which moment, or moments, of a video a picture shows. Times are microseconds from the first frame of the video; what
 * depends on the duration stays symbolic here and is resolved where the duration is known.
 */
public sealed interface Moment {

    /** The marker of "not given" for an optional time. */
    long UNSET = -1;

    /** The entry's poster: the configured default offset, or the middle of a shorter clip. */
    record Poster() implements Moment {}

    /**
     * The frame on screen at one time; past the end, the last frame that decodes.
     *
     * @param micros 0 or more
     */
    record At(long micros) implements Moment {
        public At {
            if (micros < 0) {
                throw new IllegalArgumentException("a moment lies at 0 or later");
            }
        }
    }

    /**
     * One slice of {@code count}: the frame at {@code start + (end - start) / count * index}.
     *
     * @param index       0 to count - 1
     * @param count       1 or more
     * @param startMicros start of the range, 0 or more
     * @param endMicros   end of the range, at least startMicros, or {@link #UNSET} for the end of the video
     */
    record Slice(int index, int count, long startMicros, long endMicros) implements Moment {
        public Slice {
            checkRange(count, startMicros, endMicros);
            if (index < 0 || index >= count) {
                throw new IllegalArgumentException("a slice's index lies between 0 and count - 1");
            }
        }
    }

    /** All slices of a range side by side, left to right; the parameters are those of {@link Slice}. */
    record Strip(int count, long startMicros, long endMicros) implements Moment {
        public Strip {
            checkRange(count, startMicros, endMicros);
        }
    }

    /**
     * {@code count} copies of one frame side by side: what Kaltura answers to {@code vid_sec} together with
     * {@code vid_slices}.
     */
    record StripOfOne(int count, long micros) implements Moment {
        public StripOfOne {
            checkRange(count, micros, UNSET);
        }
    }

    private static void checkRange(int count, long startMicros, long endMicros) {
        if (count < 1) {
            throw new IllegalArgumentException("there is at least one slice");
        }
        if (startMicros < 0 || endMicros != UNSET && endMicros < startMicros) {
            throw new IllegalArgumentException("a range starts at 0 or later and ends at its start or later");
        }
    }
}
