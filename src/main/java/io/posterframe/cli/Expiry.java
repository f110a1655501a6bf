package io.posterframe.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment in the future as it is typed. */
final class Expiry {
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9})([smhd])");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private Expiry() {}

    /** Reads {@code 12h}, a date and time with its zone, or seconds since 1970; else an IllegalArgumentException. */
    static Instant parse(String text, Instant now) {
        Instant when = instant(text, now);
        if (!when.isAfter(now)) {
            throw new IllegalArgumentException("its expiry is not in the future");
        }
        return when;
    }

    private static Instant instant(String text, Instant now) {
        Matcher amount = AMOUNT.matcher(text);
        if (amount.matches()) {
            long seconds = Long.parseLong(amount.group(1));
            return now.plus(
                    switch (amount.group(2)) {
                        case "s" -> Duration.ofSeconds(seconds);
                        case "m" -> Duration.ofMinutes(seconds);
                        case "h" -> Duration.ofHours(seconds);
                        default -> Duration.ofDays(seconds);
                    });
        }
        if (SECONDS.matcher(text).matches()) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "--expires must be 30m, 12h, 7d, 2026-12-31T23:59:59Z or seconds since 1970");
        }
    }
}
