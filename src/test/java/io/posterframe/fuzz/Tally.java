package io.posterframe.fuzz;

import io.posterframe.render.RenderMetrics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** What came of the cases, and what should not have. For any thread. */
public final class Tally implements RenderMetrics {
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final Map<String, Long> peaks = new ConcurrentSkipListMap<>();

    /** What is a fault of ours, a sentence each. */
    final List<String> faults = new CopyOnWriteArrayList<>();

    public void count(String what) {
        counts.computeIfAbsent(what, name -> new LongAdder()).increment();
    }

    long counted(String what) {
        LongAdder count = counts.get(what);
        return count == null ? 0 : count.sum();
    }

    void peak(String what, long value) {
        peaks.merge(what, value, Math::max);
    }

    public void fault(String sentence) {
        faults.add(sentence);
        System.out.println("FAULT " + sentence);
    }

    @Override
    public void workerEnded(End reason) {
        count("workers ended: " + reason.name().toLowerCase(Locale.ROOT));
    }

    Map<String, Object> summary() {
        Map<String, Object> all = new TreeMap<>(counts);
        all.putAll(peaks);
        return all;
    }
}
