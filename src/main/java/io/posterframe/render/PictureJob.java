package io.posterframe.render;

import io.posterframe.origin.MediaSource;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import java.net.URI;

/** A picture to be made of one version of a source. */
public record RenderJob(MediaSource source, PictureSpec spec, PictureConfig limits) {

    /** Names the source and its version: what a worker keeps open under this name has the same bytes. */
    String sourceKey() {
        return source.id() + "\n" + source.version().validator();
    }

    /** Whose answers this picture may have to wait for: a server of remote media, or all that is local together. */
    String origin() {
        URI location = URI.create(source.id());
        return location.getScheme() + "://" + location.getAuthority();
    }
}
