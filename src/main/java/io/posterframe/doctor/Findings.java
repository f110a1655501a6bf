package io.posterframe.doctor;

import java.util.ArrayList;
import java.util.List;

/** What one check has found so far; nothing is taken any more once it was {@linkplain #end ended}. Thread-safe. */
public final class Findings {
    private final String what;
    private final List<Finding> found = new ArrayList<>();
    private boolean ended;

    Findings(String what) {
        this.what = what;
    }

    public void ok(String detail) {
        add(Level.OK, detail, "");
    }

    public void warning(String detail, String advice) {
        add(Level.WARNING, detail, advice);
    }

    public void problem(String detail, String advice) {
        add(Level.PROBLEM, detail, advice);
    }

    private synchronized void add(Level level, String detail, String advice) {
        if (!ended) {
            found.add(new Finding(level, what, detail, advice));
        }
    }

    synchronized List<Finding> end() {
        ended = true;
        return List.copyOf(found);
    }
}
