package io.posterframe.render;

import io.posterframe.origin.MediaReader;
import io.posterframe.origin.MediaSource;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;
import io.posterframe.trail.Trail;

/**
 * A picture to be made of one version of a source.
 *
 * @param trail to which the work belongs
 */
public record PictureJob(MediaSource source, PictureSpec spec, PictureConfig limits, Trail trail) implements RenderJob {

    /** One that no request waits for. */
    public PictureJob(MediaSource source, PictureSpec spec, PictureConfig limits) {
        this(source, spec, limits, Trail.NONE);
    }

    @Override
    public Encoding encoding() {
        return spec.encoding();
    }

    @Override
    public MediaReader open() {
        return source.open(spec, trail);
    }
}
