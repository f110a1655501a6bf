package io.posterframe.origin;

import io.posterframe.trail.Trail;
import io.vertx.core.Future;
import java.net.URI;

/** One kind of place that media comes from. Thread-safe, never blocking; its futures fail with PictureException only. */
public interface Origin {

    /**
     * The version that is at the location now.
     *
     * @param trail of whoever asks first
     */
    Future<MediaSource> open(URI location, Trail trail);

    /** The same object when that version is still current, else the version that is. */
    Future<MediaSource> recheck(URI location, MediaSource known, Trail trail);
}
