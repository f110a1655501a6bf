package io.posterframe.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what expired, what was abandoned, and files that no row speaks of. Blocks. */
final class CleanUp {
    private static final Logger LOG = LoggerFactory.getLogger(CleanUp.class);

    /** A file that is being accepted has no row for a moment. */
    private static final Duration ROWLESS = Duration.ofHours(1);

    private final UploadConfig config;
    private final UploadLedger ledger;
    private final UploadFolder folder;
    private final Room room;
    private final InstantSource clock;

    CleanUp(UploadConfig config, UploadLedger ledger, UploadFolder folder, Room room, InstantSource clock) {
        this.config = config;
        this.ledger = ledger;
        this.folder = folder;
        this.room = room;
        this.clock = clock;
    }

    /** Before anything is received, so a file without a row is nobody's; counts what is there. */
    void atStart() throws IOException {
        for (String id : folder.ids()) {
            Optional<Upload> upload = ledger.upload(id);
            if (upload.isPresent()) {
                room.hold(upload.get());
            } else {
                folder.delete(id);
            }
        }
        now();
    }

    synchronized void now() throws IOException {
        int removed = 0;
        for (List<String> expired = ledger.expired(); !expired.isEmpty(); expired = ledger.expired()) {
            removed += removeFiles(ledger.removeTokens(expired));
        }
        for (String id : ledger.abandonedSince(clock.instant().minus(config.abandonedAfter()))) {
            removed += removeFiles(ledger.remove(id).stream().toList());
        }
        removeRowless();
        if (removed > 0) {
            LOG.info("{} uploads that expired or were abandoned have been removed", removed);
        }
    }

    private int removeFiles(List<Upload> uploads) throws IOException {
        for (Upload upload : uploads) {
            folder.delete(upload.id());
            room.release(upload.id());
        }
        return uploads.size();
    }

    private void removeRowless() throws IOException {
        Instant then = clock.instant().minus(ROWLESS);
        for (String id : folder.ids()) {
            try {
                boolean old =
                        Files.getLastModifiedTime(folder.file(id)).toInstant().isBefore(then);
                if (old && ledger.upload(id).isEmpty()) {
                    folder.delete(id);
                }
            } catch (NoSuchFileException e) {
                // deleted meanwhile
            }
        }
    }
}
