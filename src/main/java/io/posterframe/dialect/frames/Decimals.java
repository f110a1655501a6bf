package io.posterframe.dialect.frames;

import java.math.BigDecimal;

/** Numbers as they are written: without a fraction where there is none, and never with an exponent. */
final class Decimals {
    private static final int MICRO = 6;

    private Decimals() {}

    /** Microseconds, in seconds. */
    static BigDecimal seconds(long micros) {
        return plain(BigDecimal.valueOf(micros, MICRO));
    }

    static BigDecimal of(double number) {
        return plain(BigDecimal.valueOf(number));
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }
}
