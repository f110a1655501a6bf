package io.posterframe.origin;

import io.posterframe.picture.Failure.SourceChanged;
import io.posterframe.picture.PictureException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** One version of media at an HTTP origin without ranges: a copy on disk, which may be dropped when space is short. */
record SpooledSource(
        URI location, Validators validators, SourceVersion version, Path file, Spool spool, OriginMetrics metrics)
        implements RemoteSource {

    @Override
    public String id() {
        return location.toString();
    }

    @Override
    public boolean readable() {
        return spool.has(file);
    }

    @Override
    public void answeredAt(URI uri) {}

    /** Throws SourceChanged when the copy has gone, since what is at the origin then may be another version. */
    @Override
    public MediaReader open() {
        try {
            if (readable()) {
                return new FileReader(file, version.size(), metrics, () -> {});
            }
        } catch (IOException e) {
            spool.drop(file);
        }
        throw new PictureException(new SourceChanged("the copy of " + Uris.shown(location) + " was dropped"));
    }
}
