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

    /** What was kept of the location's media is not to be trusted: the next {@link #open} asks for all of it anew. */
    default void distrust(URI location) {}

    /** The same object when that version is still current, else the version that is. */
    Future<MediaSource> recheck(URI location, MediaSource known, Trail trail);
}
