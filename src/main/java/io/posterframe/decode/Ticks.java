package io.posterframe.decode;

/**
 * A stream's clock. One tick is {@code num / den} seconds, and the first frame lies at {@code start} ticks.
 *
 * @param num 1 or more
 * @param den 1 or more
 */
record Ticks(int num, int den, long start) {
    private static final long MICROS = 1_000_000;

    Ticks {
        if (num <= 0 || den <= 0) {
            num = 1;
            den = (int) MICROS;
        }
    }

    /**
     * The last tick that is not later than a time. A time that a client worked out as frame number / frame rate and
     * rounded to microseconds must still find its frame, so a tick may lie up to one microsecond after the time.
     */
    long at(long micros) {
        return start + exact(micros + 1);
    }

    /** The same clock with its time 0 at a tick. */
    Ticks from(long tick) {
        return new Ticks(num, den, tick);
    }

    /** The number of ticks in a length of time, rounded up. */
    long length(long micros) {
        return exact(micros) + 1;
    }

    /** Microseconds from the first frame to a tick. */
    long micros(long pts) {
        return lengthMicros(pts - start);
    }

    long lengthMicros(long length) {
        return Math.floorDiv(multiply(length, MICROS * num), den);
    }

    private long exact(long micros) {
        return Math.floorDiv(multiply(micros, den), MICROS * num);
    }

    /** Saturates instead of overflowing: hostile files name absurd times. */
    private static long multiply(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        if (high == 0 && low >= 0 || high == -1 && low < 0) {
            return low;
        }
        return high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
