package io.posterframe.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Whether the clock can be right: sessions, signatures and caches go by it. */
record ClockCheck(Path data) implements Check {
    private static final Instant EARLIEST = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    /** Coarse file systems count in two seconds. */
    static final Duration MOST_APART = Duration.ofSeconds(5);

    @Override
    public String what() {
        return "clock";
    }

    @Override
    public void look(Findings findings) {
        Instant now = Instant.now();
        String shown = now.toString().replaceFirst("\\.\\d+", "");
        if (now.isBefore(EARLIEST) || now.isAfter(LATEST)) {
            findings.problem("it is " + shown + " here, which can't be", "set the clock (timedatectl set-ntp true)");
            return;
        }
        findings.ok(shown);
        if (Files.isDirectory(data)) {
            compare(findings);
        }
    }

    private void compare(Findings findings) {
        try {
            Instant before = Instant.now();
            Instant written = FolderProbe.write(data).toInstant();
            Duration apart = Duration.between(before, written);
            if (apart.abs().compareTo(MOST_APART) > 0) {
                findings.warning(
                        "files in " + data + " get times that are " + apart.toSeconds() + " s from this clock",
                        "set the clocks of this machine and of the file server by NTP");
            }
        } catch (IOException e) {
            // the data folder's own check has said so
        }
    }
}
