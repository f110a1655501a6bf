package io.posterframe.render;

import io.posterframe.origin.MediaReader;
import io.posterframe.origin.MediaSource;
import io.posterframe.picture.Encoding;
import io.posterframe.picture.PictureConfig;
import io.posterframe.picture.PictureSpec;

/** A picture to be made of one version of a source. */
public record PictureJob(MediaSource source, PictureSpec spec, PictureConfig limits) implements RenderJob {
    @Override
    public Encoding encoding() {
        return spec.encoding();
    }

    @Override
    public MediaReader open() {
        return source.open(spec);
    }
}
