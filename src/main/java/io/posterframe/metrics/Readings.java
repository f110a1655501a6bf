package io.posterframe.metrics;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Where each {@link Reading} is taken. For one thread. */
public final class Readings {
    private final Map<Reading, Supplier<Number>> sources = new EnumMap<>(Reading.class);

    /** @param source asked at each scrape, on a thread that may block for milliseconds */
    public Readings with(Reading reading, Supplier<Number> source) {
        sources.put(reading, source);
        return this;
    }

    /** @throws IllegalStateException when one is missing: it would be no metric, and nobody would notice */
    Map<Reading, Supplier<Number>> all() {
        Set<Reading> missing = EnumSet.allOf(Reading.class);
        missing.removeAll(sources.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalStateException("nothing to read " + missing + " from");
        }
        return sources;
    }
}
