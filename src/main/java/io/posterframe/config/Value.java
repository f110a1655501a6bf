package io.posterframe.config;

import java.util.List;
import java.util.Map;

/** What was written for an option, before anything is known of its type: text stays exactly as it was typed. */
sealed interface Value {
    /** The line in the file, 1 for the first; 0 when it comes from elsewhere. */
    int line();

    record Text(String text, int line) implements Value {}

    record Items(List<Value> items, int line) implements Value {}

    /** In the order of the file. */
    record Fields(Map<String, Value> fields, int line) implements Value {}

    /** A key with nothing behind it, or {@code null}. */
    record Nothing(int line) implements Value {}
}
