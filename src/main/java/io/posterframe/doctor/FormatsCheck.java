package io.posterframe.doctor;

import io.posterframe.picture.Formats;
import io.posterframe.render.WorkerCommand;

/** Which formats can be written. */
record FormatsCheck() implements Check {
    @Override
    public String what() {
        return "formats";
    }

    @Override
    public void look(Findings findings) {
        Formats formats = WorkerCommand.formats();
        findings.ok(String.join(", ", formats.on()));
        formats.reasons().forEach((format, reason) -> {
            String[] parts = reason.split("; ", 2);
            findings.warning("format/" + format + " is off: " + parts[0], parts.length > 1 ? parts[1] : reason);
        });
    }
}
