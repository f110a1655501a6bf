package io.posterframe.trace;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** So many in each second, the rest refused. Thread-safe. */
final class Allowance {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private final LongSupplier nanos;
    private long begun;
    private int taken;

    /** @param nanos a clock like {@link System#nanoTime} */
    Allowance(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    synchronized boolean take() {
        long now = nanos.getAsLong();
        if (now - begun >= SECOND) {
            begun = now;
            taken = 0;
        }
        if (taken >= perSecond) {
            return false;
        }
        taken++;
        return true;
    }
}
