package io.posterframe.upload;

import io.posterframe.origin.MediaSource;
import io.posterframe.origin.Origin;
import io.posterframe.picture.Failure;
import io.posterframe.picture.PictureException;
import io.posterframe.trail.Trail;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.net.URI;
import java.nio.file.Path;

/** Uploaded files as media, from {@code upload:} locations. */
final class UploadOrigin implements Origin {
    private final WorkerExecutor workers;
    private final UploadLedger ledger;
    private final UploadFolder folder;

    UploadOrigin(WorkerExecutor workers, UploadLedger ledger, UploadFolder folder) {
        this.workers = workers;
        this.ledger = ledger;
        this.folder = folder;
    }

    @Override
    public Future<MediaSource> open(URI location, Trail trail) {
        return workers.executeBlocking(() -> find(location), false);
    }

    @Override
    public Future<MediaSource> recheck(URI location, MediaSource known, Trail trail) {
        return open(location, trail).map(found -> found.version().equals(known.version()) ? known : found);
    }

    private MediaSource find(URI location) {
        Present present = look(location.getSchemeSpecificPart());
        return UploadSource.of(present, this);
    }

    /** What of an upload is there now, for reading it. */
    Present look(String uploadId) {
        return ledger.present(uploadId).orElseThrow(() -> new PictureException(new Failure.NoSuchUpload()));
    }

    Path file(String uploadId) {
        return folder.file(uploadId);
    }
}
