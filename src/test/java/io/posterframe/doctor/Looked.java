package io.posterframe.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a check finds, as text: {@code PROBLEM detail -> advice} a line. */
final class Looked {
    private Looked() {}

    static String at(Check check) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        Examination.run(
                List.of(check),
                finding -> lines.add(finding.level().name().toLowerCase(Locale.ROOT) + " " + finding.detail()
                        + (finding.advice().isEmpty() ? "" : " -> " + finding.advice())));
        return String.join("\n", lines);
    }
}
