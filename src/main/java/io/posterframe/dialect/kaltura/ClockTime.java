package io.posterframe.dialect.kaltura;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** A time of day of the calendar: seconds since 1970, or ISO 8601; without a zone it is UTC. */
final class ClockTime {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}(\\.\\d{1,9})?");

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter(Locale.ROOT);

    /** The year 2100; whoever passes it counts milliseconds. */
    private static final long LATEST_SECONDS = 4_102_444_800L;

    private ClockTime() {}

    /** Microseconds since 1970. */
    static long micros(String sent) {
        String text = sent.replace(' ', '+'); // which is what a plus sign says in a URL
        try {
            Instant instant = SECONDS.matcher(text).matches() ? seconds(text) : ISO.parse(text, Instant::from);
            if (instant.getEpochSecond() < 0 || instant.getEpochSecond() > LATEST_SECONDS) {
                throw Parameters.bad(Parameter.PROGRAM_TIME, "must lie between 1970 and 2100; it is in seconds");
            }
            return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        } catch (DateTimeParseException e) {
            throw Parameters.bad(
                    Parameter.PROGRAM_TIME, "must be seconds since 1970 or ISO 8601, such as 2026-11-21T07:30:00.5Z");
        }
    }

    private static Instant seconds(String text) {
        BigDecimal micros = new BigDecimal(text).movePointRight(6).setScale(0, RoundingMode.HALF_UP);
        return Instant.EPOCH.plus(micros.longValueExact(), ChronoUnit.MICROS);
    }
}
