package io.posterframe.job;

import io.posterframe.archive.Archive;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes jobs that have expired, and frames that no job knows. Blocks. */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final int BATCH = 100;

    /** Of a place that no server reaches any more. */
    private static final Duration NOBODYS = Duration.ofDays(1);

    /** A bundle is written before its job's row knows of it. */
    private static final Duration UNKNOWN = Duration.ofHours(1);

    private final FrameLedger ledger;
    private final Archive archive;
    private final InstantSource clock;

    Leftovers(FrameLedger ledger, Archive archive, InstantSource clock) {
        this.ledger = ledger;
        this.archive = archive;
        this.clock = clock;
    }

    void remove() throws IOException {
        removeExpired(clock.instant());
        removeUnreachable(clock.instant().minus(NOBODYS));
        Instant old = clock.instant().minus(UNKNOWN);
        archive.forEachJob((job, newest) -> {
            if (newest.isBefore(old) && ledger.find(job).isEmpty()) {
                archive.delete(job);
            }
        });
    }

    private void removeExpired(Instant then) throws IOException {
        int removed = 0;
        List<FrameJob> some = here(then);
        while (!some.isEmpty()) {
            for (FrameJob job : some) {
                // the row goes first: frames without one are found above
                ledger.delete(job.id());
                archive.delete(job.id());
            }
            removed += some.size();
            some = here(then);
        }
        if (removed > 0) {
            LOG.info("{} jobs that expired have been removed", removed);
        }
    }

    private List<FrameJob> here(Instant then) {
        return ledger.expired(then, archive.place(), BATCH);
    }

    private void removeUnreachable(Instant then) {
        List<FrameJob> some = ledger.expired(then, null, BATCH);
        while (!some.isEmpty()) {
            some.forEach(job -> ledger.delete(job.id()));
            some = ledger.expired(then, null, BATCH);
        }
    }
}
