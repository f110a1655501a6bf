package io.posterframe;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what happens soon but at no known moment. */
public final class Until {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private Until() {}

    /** Returns as soon as the condition holds; the test fails if that takes too long. */
    public static void holds(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                fail("not in time: " + what);
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail("interrupted while waiting: " + what);
            }
        }
    }
}
