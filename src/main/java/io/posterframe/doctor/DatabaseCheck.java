package io.posterframe.doctor;

import io.posterframe.DataFolder;
import io.posterframe.database.DatabaseConfig;
import io.posterframe.database.DatabaseSurvey;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** Whether the database can be reached and a server could start with it. Changes nothing in it. */
record DatabaseCheck(DatabaseConfig config, Path data, Occupancy occupancy) implements Check {
    private static final Duration BESIDES_CONNECTING = Duration.ofSeconds(10);

    @Override
    public String what() {
        return "database";
    }

    @Override
    public Duration patience() {
        return config.connectTimeout().plus(BESIDES_CONNECTING);
    }

    @Override
    public void look(Findings findings) throws IOException {
        if (config.isOwn()) {
            lookAtOwn(findings);
        } else {
            survey(
                    findings,
                    config.url(),
                    "see that the server named by database.url runs and lets database.user (" + config.user()
                            + ") in with database.password from this machine");
        }
    }

    private void lookAtOwn(Findings findings) throws IOException {
        Path folder = data.resolve("database");
        if (occupancy.state() == Occupancy.State.TAKEN) {
            findings.ok("H2 in " + folder + ", open in the running server, which alone may read it");
        } else if (!DatabaseSurvey.isThere(config, folder)) {
            findings.ok("H2 in " + folder + "; it will be made at the first start");
        } else {
            // held, so that no server finds its database open
            try (DataFolder borrowed = DataFolder.borrow(data).orElse(null)) {
                if (borrowed == null) {
                    findings.ok("H2 in " + folder + ", open in a server that has just started");
                    return;
                }
                survey(
                        findings,
                        folder.toString(),
                        "restore a backup of " + folder + ", or see that its files belong to the server's user");
            } catch (NoSuchFileException e) {
                findings.ok("H2 in " + folder + ", without a server that it belongs to; not looked at");
            }
        }
    }

    private void survey(Findings findings, String place, String advice) {
        DatabaseSurvey seen;
        try {
            seen = DatabaseSurvey.of(config, data.resolve("database"));
        } catch (IOException e) {
            findings.problem(place + ": " + Examination.words(e), advice);
            return;
        }
        seen.obstacles().forEach(obstacle -> findings.problem(place + ": " + obstacle.what(), obstacle.advice()));
        if (seen.ahead().abs().compareTo(ClockCheck.MOST_APART) > 0) {
            findings.warning(
                    "its clock is " + seen.ahead().toSeconds() + " s from this machine's",
                    "set both by NTP: jobs go by the clocks of all");
        }
        if (seen.obstacles().isEmpty()) {
            findings.ok(seen.product() + " at " + place + ", " + schema(seen));
        }
    }

    private static String schema(DatabaseSurvey seen) {
        if (seen.pending() == 0) {
            return "schema " + seen.schema().orElse("?") + " is up to date";
        }
        return seen.schema().map(version -> "schema " + version + " will be").orElse("its schema will be made and")
                + " brought up to date by " + seen.pending() + (seen.pending() == 1 ? " migration" : " migrations")
                + " at the next start";
    }
}
