package io.posterframe.archive;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Finds the jobs in a list of their bundles. The bundles of one job stand together, because keys are listed in their
 * order and theirs have a beginning in common that no other has; so one job at a time is remembered. For one thread.
 */
final class JobsInOrder {
    private final Archive.Visitor visitor;
    private String job = "";
    private @Nullable Instant newest;

    JobsInOrder(Archive.Visitor visitor) {
        this.visitor = visitor;
    }

    /** The next in the list, as {@code <job>/<bundle>}. What doesn't look so is somebody else's, and left alone. */
    void take(String key, Instant written) throws IOException {
        int slash = key.indexOf('/');
        if (slash < 0 || !Arguments.isName(key.substring(0, slash)) || !Arguments.isName(key.substring(slash + 1))) {
            return;
        }
        if (!key.substring(0, slash).equals(job)) {
            end();
            job = key.substring(0, slash);
        }
        newest = newest == null || written.isAfter(newest) ? written : newest;
    }

    /** Nothing comes behind the last. */
    void end() throws IOException {
        Instant last = newest;
        newest = null;
        if (last != null) {
            visitor.visit(job, last);
        }
    }
}
