package io.posterframe.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes amounts with a unit: durations in milliseconds, sizes in bytes, or plain numbers. */
enum Unit {
    NONE("a whole number", Map.of()),
    MILLISECONDS("a duration such as 500ms, 30s, 5m, 2h or 1d", durations()),
    BYTES("a size such as 64KiB, 256MiB, 1GB or a number of bytes", sizes());

    private static final Pattern AMOUNT = Pattern.compile("([+-]?[0-9]{1,19}) ?([A-Za-z]*)");

    private final String description;
    /** From small to large. Of the sizes only those in steps of 1024 are ever written. */
    private final Map<String, Long> factors;

    Unit(String description, Map<String, Long> factors) {
        this.description = description;
        this.factors = factors;
    }

    /** What an amount looks like, for a sentence that begins with "must be". */
    String description() {
        return description;
    }

    /** The amount in milliseconds, bytes or ones; empty when the text is none or it doesn't fit into a long. */
    Optional<Long> parse(String text) {
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches()) {
            return Optional.empty();
        }
        try {
            long number = Long.parseLong(amount.group(1));
            Long factor = amount.group(2).isEmpty() && (this != MILLISECONDS || number == 0)
                    ? Long.valueOf(1)
                    : factors.get(amount.group(2));
            return factor == null ? Optional.empty() : Optional.of(Math.multiplyExact(number, factor));
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** In the largest unit that has no remainder. */
    String format(long amount) {
        String shown = amount == 0 && this == MILLISECONDS ? "0s" : String.valueOf(amount);
        for (Map.Entry<String, Long> factor : factors.entrySet()) {
            boolean binary = this != BYTES || factor.getKey().endsWith("iB");
            if (binary && amount != 0 && amount % factor.getValue() == 0) {
                shown = amount / factor.getValue() + factor.getKey();
            }
        }
        return shown;
    }

    private static Map<String, Long> durations() {
        Map<String, Long> factors = new LinkedHashMap<>();
        factors.put("ms", 1L);
        factors.put("s", 1000L);
        factors.put("m", 60_000L);
        factors.put("h", 3_600_000L);
        factors.put("d", 86_400_000L);
        return factors;
    }

    private static Map<String, Long> sizes() {
        Map<String, Long> factors = new LinkedHashMap<>();
        factors.put("B", 1L);
        long decimal = 1;
        for (String prefix : new String[] {"K", "M", "G", "T"}) {
            decimal *= 1000;
            factors.put(prefix + "B", decimal);
        }
        factors.put("kB", 1000L);
        long binary = 1;
        for (String prefix : new String[] {"K", "M", "G", "T"}) {
            binary *= 1024;
            factors.put(prefix + "iB", binary);
        }
        return factors;
    }
}
