package io.posterframe.render;

import io.posterframe.origin.MediaReader;
import io.posterframe.origin.MediaSource;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.PictureConfig;
import io.posterframe.trail.Trail;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Something to be done with one version of a source. */
public sealed interface RenderJob permits PictureJob, PassJob, ProbeJob {
    MediaSource source();

    PictureConfig limits();

    /** How pictures are to be written; null where none are made. */
    @Nullable
    Encoding encoding();

    /** To which the job belongs, where a request waits for it. */
    default Trail trail() {
        return Trail.NONE;
    }

    /** Opens what the job needs of its source; see {@link MediaSource#open()}. */
    default MediaReader open() {
        return source().open();
    }

    /** Names the source and its version: what a worker keeps open under this name has the same bytes. */
    default String sourceKey() {
        return source().id() + "\n" + source().version().validator();
    }

    /** Whose answers this job may have to wait for: a server of remote media, or all that is local together. */
    default String origin() {
        URI location = URI.create(source().id());
        return location.getScheme() + "://" + location.getAuthority();
    }
}
