package io.posterframe.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the name that somebody meant. */
final class Nearest {
    private static final int MAX_LENGTH = 100;

    private Nearest() {}

    /** {@code "; did you mean catalog.folder?"}, or nothing when no name is near. */
    static String hint(String written, Collection<String> names) {
        String plain = plain(written);
        if (plain.length() > MAX_LENGTH) {
            return "";
        }
        return names.stream()
                .filter(name ->
                        distance(plain, plain(name)) <= Math.max(2, plain.length() / 5) || name.endsWith("." + plain))
                .min(Comparator.comparingInt((String name) -> distance(plain, plain(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }

    private static String plain(String name) {
        String key = name.startsWith(Environment.PREFIX) ? name.substring(Environment.PREFIX.length()) : name;
        return key.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Levenshtein's: how many characters to insert, drop or change. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
