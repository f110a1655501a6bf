package io.posterframe.picture;

import io.posterframe.picture.Failure.BadParameter;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Which moment, or moments, of a video a picture shows. Times are microseconds from the first frame of the video; what
 * depends on the duration stays symbolic here and is resolved where the duration is known.
 */
public sealed interface Moment {

    /** The marker of "not given" for an optional time. */
    long UNSET = -1;

    /** How many frames stand side by side in the picture, 1 or more. */
    default int frames() {
        return 1;
    }

    /** Whether the times depend on how long the video is, even where that takes reading all of it to find out. */
    default boolean needsDuration() {
        return false;
    }

    /**
     * The times of the frames, left to right, {@link #frames()} of them, never falling. A time is rounded to the nearest
     * microsecond, so a frame whose exact time is meant is found by its time rounded down.
     *
     * @param durationMicros     of the video, 0 or more; 0 where the container doesn't say
     * @param posterOffsetMicros where a poster is taken, 0 or more
     * @throws PictureException {@link BadParameter} when a range starts after its end or after the end of the video
     */
    long[] times(long durationMicros, long posterOffsetMicros);

    /** The one moment that stands for all that give the same times for every duration. */
    default Moment normal() {
        return this;
    }

    /** Letters, digits and dots; different for different moments. */
    String key();

    /** The entry's poster: the configured default offset, or the middle of a clip that isn't longer than that. */
    record Poster() implements Moment {
        @Override
        public long[] times(long durationMicros, long posterOffsetMicros) {
            boolean shorter = durationMicros > 0 && durationMicros <= posterOffsetMicros;
            return new long[] {shorter ? durationMicros / 2 : posterOffsetMicros};
        }

        @Override
        public String key() {
            return "poster";
        }
    }

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

        @Override
        public long[] times(long durationMicros, long posterOffsetMicros) {
            return new long[] {micros};
        }

        @Override
        public String key() {
            return "at" + micros;
        }
    }

    /**
     * The frame on screen at one time, or the first frame of a video that isn't that long.
     *
     * @param micros 0 or more
     */
    record AtOrStart(long micros) implements Moment {
        public AtOrStart {
            if (micros < 0) {
                throw new IllegalArgumentException("a moment lies at 0 or later");
            }
        }

        @Override
        public long[] times(long durationMicros, long posterOffsetMicros) {
            boolean shorter = durationMicros > 0 && durationMicros <= micros;
            return new long[] {shorter ? 0 : micros};
        }

        @Override
        public String key() {
            return "atOrStart" + micros;
        }
    }

    /**
     * The frame on screen when a clock showed this time, of a stream that says what its clock showed. Only the stream itself
     * can tell which moment that is.
     *
     * @param epochMicros microseconds since 1970, 0 or more
     */
    record AtClock(long epochMicros) implements Moment {
        public AtClock {
            if (epochMicros < 0) {
                throw new IllegalArgumentException("a clock shows 1970 or later");
            }
        }

        @Override
        public long[] times(long durationMicros, long posterOffsetMicros) {
            throw new PictureException(
                    new BadParameter("program_time", "this video does not say at what time of day it was taken"));
        }

        @Override
        public String key() {
            return "clock" + epochMicros;
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

        @Override
        public boolean needsDuration() {
            return true;
        }

        @Override
        public long[] times(long durationMicros, long posterOffsetMicros) {
            long range = length(startMicros, endMicros, durationMicros);
            return new long[] {startMicros + share(range, index, count)};
        }

        @Override
        public Moment normal() {
            if (startMicros == 0 && (index == 0 || endMicros == 0)) {
                return new At(0);
            }
            if (startMicros == endMicros) {
                return new Slice(0, 1, startMicros, endMicros);
            }
            int common =
                    BigInteger.valueOf(index).gcd(BigInteger.valueOf(count)).intValue();
            return new Slice(index / common, count / common, startMicros, endMicros);
        }

        @Override
        public String key() {
            return "slice" + index + "of" + count + range(startMicros, endMicros);
        }
    }

    /** All slices of a range side by side, left to right; the parameters are those of {@link Slice}. */
    record Strip(int count, long startMicros, long endMicros) implements Moment {
        public Strip {
            checkRange(count, startMicros, endMicros);
        }

        @Override
        public int frames() {
            return count;
        }

        @Override
        public boolean needsDuration() {
            return true;
        }

        @Override
        public long[] times(long durationMicros, long posterOffsetMicros) {
            long range = length(startMicros, endMicros, durationMicros);
            long[] times = new long[count];
            Arrays.setAll(times, index -> startMicros + share(range, index, count));
            return times;
        }

        @Override
        public Moment normal() {
            if (count == 1) {
                return new Slice(0, 1, startMicros, endMicros).normal();
            }
            return startMicros == 0 && endMicros == 0 ? new StripOfOne(count, 0) : this;
        }

        @Override
        public String key() {
            return "strip" + count + range(startMicros, endMicros);
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

        @Override
        public int frames() {
            return count;
        }

        @Override
        public long[] times(long durationMicros, long posterOffsetMicros) {
            long[] times = new long[count];
            Arrays.fill(times, micros);
            return times;
        }

        @Override
        public Moment normal() {
            return count == 1 ? new At(micros) : this;
        }

        @Override
        public String key() {
            return "copies" + count + "at" + micros;
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

    /** The length of a range that ends with the video at the latest. */
    private static long length(long startMicros, long endMicros, long durationMicros) {
        long end = endMicros == UNSET ? durationMicros : Math.min(endMicros, durationMicros);
        if (startMicros > end) {
            throw new PictureException(new BadParameter(
                    "start_sec", "start_sec lies after the end of the video, which is at " + end / 1_000_000.0 + " s"));
        }
        return end - startMicros;
    }

    /** {@code range * index / count}, rounded to the nearest; can't overflow for an index below count. */
    private static long share(long range, int index, int count) {
        long whole = range / count * index;
        long rest = range % count * index;
        return whole + (2 * rest + count) / (2L * count);
    }

    private static String range(long startMicros, long endMicros) {
        return "from" + startMicros + (endMicros == UNSET ? "" : "to" + endMicros);
    }
}
