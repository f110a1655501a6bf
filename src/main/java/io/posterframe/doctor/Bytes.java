package io.posterframe.doctor;

import java.util.Locale;

/** Amounts of bytes as people read them. */
final class Bytes {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Bytes() {}

    /** {@code 10 GiB}, {@code 1.5 MiB}. */
    static String shown(long bytes) {
        double amount = Math.max(0, bytes);
        int unit = 0;
        while (amount >= 1024 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        boolean whole = amount >= 100 || Math.abs(amount - Math.rint(amount)) < 0.05;
        return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
    }
}
