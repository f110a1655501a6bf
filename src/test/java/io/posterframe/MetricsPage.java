package io.posterframe;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of Prometheus' text format, read strictly.
 *
 * @param samples by name and labels as written: {@code posterframe_workers{state="busy"}}
 */
record MetricsPage(Map<String, Double> samples) {
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*(?:\\{(?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\.)*\",?)*})?) (\\S+)");

    static MetricsPage parse(String page) {
        Map<String, Double> samples = new HashMap<>();
        for (String line : page.split("\n")) {
            if (!line.startsWith("# HELP ") && !line.startsWith("# TYPE ")) {
                Matcher sample = SAMPLE.matcher(line);
                assertTrue(sample.matches(), line);
                samples.put(sample.group(1), Double.parseDouble(sample.group(2).replace("Inf", "Infinity")));
            }
        }
        return new MetricsPage(samples);
    }

    double value(String sample) {
        Double value = samples.get(sample);
        assertNotNull(value, sample);
        return value;
    }

    /** Over all labels of a name. */
    double sum(String name) {
        return samples.entrySet().stream()
                .filter(sample ->
                        sample.getKey().equals(name) || sample.getKey().startsWith(name + "{"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
